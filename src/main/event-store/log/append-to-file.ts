import { posix } from "node:path";
import { AppendFailedError, type AppendOutcome } from "../errors/append-failed-error.ts";
import { StreamVanishedError } from "../errors/stream-vanished-error.ts";
import { SyncFailedError } from "../errors/sync-failed-error.ts";
import type { AppendableFile } from "../file-system.ts";
import type { AppendHandles } from "./append-handles.ts";
import type { Durability } from "./append-request.ts";
import { makeLogFolder } from "./log-folders.ts";
import type { LogSource } from "./read-stream.ts";

export interface FileAppender {
  readonly source: LogSource;
  readonly handles: AppendHandles;
  readonly durability: Durability;
}

/** What is written where. */
export interface FileAppend {
  readonly streamId: string;
  /** Below the log's folder. */
  readonly file: string;
  readonly isNew: boolean;
  /** Whether the log's folder may have to be made. One that was there and is gone must not come back empty. */
  readonly isLogNew: boolean;
  readonly bytes: Uint8Array;
  /** Bytes in the file before. */
  readonly sizeBefore: number;
}

/**
 * Appends to a file of the log: all of the bytes, and on the device where that is promised. Never writes anywhere but at
 * the end, and never takes anything back.
 * @returns the inode of a new file; `undefined` where the system would not tell
 * @throws AppendFailedError; SyncFailedError; StreamVanishedError; what opening or making the file throws, and then nothing was written
 */
export async function appendToFile(appender: FileAppender, append: FileAppend): Promise<number | undefined> {
  const { handles, source, durability } = appender;
  const { streamId, file, isNew, isLogNew, bytes } = append;
  const newNamesIn = isNew ? await makeLogFolder(source, posix.dirname(file), isLogNew) : [];
  if (newNamesIn === undefined) throw new StreamVanishedError(streamId, source.eventsDir);
  const open = isNew ? await handles.create(file) : await handles.open(file);
  const [status, writing] = await Promise.allSettled([isNew ? open.stat() : undefined, appendAll(open, bytes)]);
  if (writing.status === "rejected") {
    const outcome = await outcomeOf(open, append);
    await handles.discard(file, open);
    throw new AppendFailedError(streamId, outcome, writing.reason);
  }
  try {
    if (durability === "disk") await sync(source, open, newNamesIn);
  } catch (error) {
    await handles.discard(file, open);
    throw new SyncFailedError(streamId, error);
  }
  handles.giveBack(file, open);
  return status.status === "fulfilled" ? status.value?.ino : undefined;
}

async function appendAll(open: AppendableFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const more = await open.append(bytes.subarray(written));
    if (more === 0) throw new Error("the system took no more bytes and did not say why");
    written += more;
  }
}

/** The file itself tells whether anything of a failed write has reached it. */
async function outcomeOf(open: AppendableFile, { sizeBefore }: FileAppend): Promise<AppendOutcome> {
  try {
    return (await open.stat()).size === sizeBefore ? "not-written" : "unknown";
  } catch {
    // A file that cannot even be looked at may hold anything.
    return "unknown";
  }
}

/** The content first, so that no name ever leads to a file without it. */
async function sync({ fileSystem }: LogSource, open: AppendableFile, newNamesIn: readonly string[]): Promise<void> {
  await open.datasync();
  await Promise.all(newNamesIn.map((folder) => fileSystem.syncFolder(folder)));
}
