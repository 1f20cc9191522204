import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { eventsOf } from "../../event-store/log/read-stream.ts";
import { getShardPath, legacyShardPath } from "../../event-store/log/shard.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import type { RebuildEventSource } from "../../event-store/views/rebuild-source.ts";
import type { ShardFunction } from "../../event-store/views/view-paths.ts";
import { isSystemStream, type OpenLog } from "./open-log.ts";

/** The log as a rebuild reads it. */
export function rebuildSource(log: OpenLog): RebuildEventSource {
  const files = new Map<string, readonly string[]>();
  for (const stream of log.streams) {
    files.set(stream.streamId, [...(files.get(stream.streamId) ?? []), ...stream.files]);
  }
  return {
    getAllResourceIds: async () => [...files.keys()],
    getEvents: async (streamId) => {
      const events: StoredEvent[] = [];
      for await (const readings of log.read(streamId)) events.push(...eventsOf(readings));
      return events;
    },
    locateStreams: async () => ({ eventsDir: log.project.eventsDir, files }),
  };
}

/** The shard function that explains where the streams stand, so that new views stand alike; undefined where none does. */
export function shardOfStreams(streams: readonly StreamReference[]): ShardFunction | undefined {
  for (const { streamId, files } of streams) {
    if (isSystemStream(streamId)) continue;
    const found = [getShardPath, legacyShardPath].find((shard) => files[0]?.startsWith(`${shard(streamId)}/`));
    if (found !== undefined) return found;
  }
  return undefined;
}
