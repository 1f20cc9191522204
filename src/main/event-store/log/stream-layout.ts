import { posix } from "node:path";

/** How a stream stands on disk: as one file, `<id>.jsonl`, or as a folder of rotated files, `<id>/events-000001.jsonl`. */
export type StreamLayout = "documented" | "shipped";

/** What every file of the log ends with. */
export const LOG_FILE_SUFFIX = ".jsonl";

const ROTATED_FILE = /^events-(\d{1,15})\.jsonl$/;

/** @returns the number of a rotated file, or `undefined` for any other name. */
export function rotationNumber(fileName: string): number | undefined {
  const digits = ROTATED_FILE.exec(fileName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The name of a rotated file; numbers of more than six digits are written in full. */
export function rotatedFileName(number: number): string {
  return `events-${String(number).padStart(6, "0")}${LOG_FILE_SUFFIX}`;
}

/** The first file of a stream, below the log's folder; `shard` is empty for the system stream. */
export function firstFileOf(streamId: string, layout: StreamLayout, shard: string): string {
  return layout === "documented"
    ? posix.join(shard, `${streamId}${LOG_FILE_SUFFIX}`)
    : posix.join(shard, streamId, rotatedFileName(1));
}
