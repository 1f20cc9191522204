import type { Walk } from "../../event-store/log/walk-folders.ts";

/** What a looking thread is asked. */
export interface LookRequest {
  readonly eventsDir: string;
}

/** Everything in the log's folder, with the status of each file. */
export interface LookReply {
  readonly walk: Walk;
  /** Of every file, in the order of the streams and of their files: size in bytes, time of change in milliseconds, inode; NaN where it has none. */
  readonly marks: Float64Array;
}

/** Numbers that a file has among the marks. */
export const MARKS = 3;
