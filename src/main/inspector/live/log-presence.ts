import { dirname } from "node:path";
import { errorCode, isMissing } from "../../event-store/system-error.ts";
import type { RecordSource } from "../index/record-reader.ts";

/** Whether the folders of a log are where they were. */
export type LogPresence =
  | {
      readonly state: "there";
      /** Which folder stands at the log's place; another one after it was moved away and something else put there. */
      readonly identity: string;
    }
  | { readonly state: "away"; readonly problem: string };

/** What is shown stays, so it has to be said that it is from before. */
const MEANWHILE =
  "What is shown was read before. It is looked for every two seconds and taken up again when it is back.";

/**
 * Looks for the project's folder and its log.
 * @param hadEvents whether the log was there before; one that never was is empty and not away
 */
export async function logPresence(source: RecordSource, folder: string, hadEvents: boolean): Promise<LogPresence> {
  const { fileSystem, eventsDir } = source;
  for (const [path, what] of [
    [folder, "The project’s folder"],
    [dirname(eventsDir), "The project’s folder of Semiont"],
  ] as const) {
    try {
      await fileSystem.stat(path);
    } catch (error) {
      return away(what, path, error);
    }
  }
  try {
    return { state: "there", identity: String((await fileSystem.stat(eventsDir)).ino) };
  } catch (error) {
    if (isMissing(error) && !hadEvents) return { state: "there", identity: "none" };
    return away("The log", eventsDir, error);
  }
}

function away(what: string, path: string, error: unknown): LogPresence {
  const problem = isMissing(error)
    ? `${what} ${path} is gone: it was moved, renamed or removed. Put it back, or open the project where it is now. ${MEANWHILE}`
    : `${what} ${path} cannot be reached (${errorCode(error) ?? String(error)}). Check the disk and its permissions. ${MEANWHILE}`;
  return { state: "away", problem };
}
