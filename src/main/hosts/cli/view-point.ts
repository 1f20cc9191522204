import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { inSequenceOrder } from "../../../shared/projection/project-view.ts";
import { FilesystemViewStorage } from "../../event-store/views/view-storage.ts";
import { readDiskSystemView, readDiskView } from "../../inspector/travel/disk-view.ts";
import { startReplay } from "../../inspector/travel/replayed-view.ts";
import { harmlessText } from "./harmless.ts";
import { shardOfStreams } from "./log-source.ts";
import { isSystemStream, type OpenLog, readEvents } from "./open-log.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A state of a view: after a sequence number, the newest that the log gives, or the file in the state folder. */
export type PointChoice = number | "head" | "disk";

/** @throws UsageError */
export function readPoint(text: string): PointChoice {
  if (text === "head" || text === "disk") return text;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`“${harmlessText(text)}” is no point of a history. Give a sequence number, “head” or “disk”.`);
}

/** A view that is asked for and is not there. */
class NoViewError extends Error {
  readonly code = "no-view";
}

export interface ViewAtPoint {
  readonly view: JsonValue;
  /** What it is, for people. */
  readonly label: string;
}

/**
 * Gives a view as it was, is, or stands on disk.
 *
 * @throws UsageError for a sequence number that the stream does not have
 * @throws NoViewError where there is no such file, or it cannot be read as a view
 */
export async function viewAt(
  log: OpenLog,
  streamId: string,
  point: PointChoice,
  terminal: Terminal,
): Promise<ViewAtPoint> {
  if (point === "disk") return viewOnDisk(log, streamId);
  const events = inSequenceOrder(await readEvents(log, streamId, terminal));
  const until = point === "head" ? Number.POSITIVE_INFINITY : point;
  const last = events.at(-1)?.metadata.sequenceNumber ?? 0;
  if (point !== "head" && point > last) {
    throw new UsageError(`There is no event ${point} in ${harmlessText(streamId)}: its last one is ${last}.`);
  }
  const replay = startReplay(streamId, isSystemStream(streamId));
  for (const { event, metadata } of events) {
    if (metadata.sequenceNumber > until) break;
    replay.apply(event);
  }
  return {
    view: replay.view(),
    label: point === "head" ? `after the last event, ${last}` : `after event ${point} of ${last}`,
  };
}

async function viewOnDisk({ project, streams }: OpenLog, streamId: string): Promise<ViewAtPoint> {
  const { stateDir } = project;
  const storage = new FilesystemViewStorage({ stateDir }, { streamShard: async () => shardOfStreams(streams) });
  const { file, view, problem } = isSystemStream(streamId)
    ? await readDiskSystemView(stateDir)
    : await readDiskView(await storage.pathOf(streamId));
  if (view === null) {
    throw new NoViewError(
      `There is no view at ${file}${problem === null ? "." : `: ${problem}`} \`rebuild\` makes it.`,
    );
  }
  return { view, label: file };
}
