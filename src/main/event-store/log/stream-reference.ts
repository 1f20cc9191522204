import { posix } from "node:path";
import { resourceId, type StreamId, SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { StreamLayout } from "./stream-layout.ts";

/**
 * One stream as it stands on disk. One id may have several, in two shard folders or in both layouts, where a project
 * was damaged or merged.
 */
export interface StreamReference {
  readonly streamId: StreamId;
  readonly layout: StreamLayout;
  /** Folder below the log's, with `/`; empty for the log's own. For the shipped layout the stream's own folder. */
  readonly folder: string;
  /** Files below the log's folder, with `/`, in the order in which they are read. */
  readonly files: readonly string[];
}

export function streamIdOf(name: string): StreamId {
  return name === SYSTEM_STREAM ? SYSTEM_STREAM : resourceId(name);
}

/** The shard folders of a stream, `ab/cd`, whatever stands there; empty where it is directly in the log's folder. */
export function shardOf({ layout, folder }: StreamReference): string {
  const shard = layout === "documented" ? folder : posix.dirname(folder);
  return shard === "." ? "" : shard;
}
