import { getShardPath, legacyShardPath } from "../../event-store/log/shard.ts";
import type { ShardFunction } from "../../event-store/views/view-paths.ts";
import { FilesystemViewStorage } from "../../event-store/views/view-storage.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordSource } from "../index/record-reader.ts";

/** The views of a state folder, new ones placed as the project places its streams. */
export function viewStorage(project: ProjectIndex, source: RecordSource, stateDir: string): FilesystemViewStorage {
  return new FilesystemViewStorage(
    { stateDir },
    { fileSystem: source.fileSystem, streamShard: async () => shardOfStreams(project) },
  );
}

/** The shard function that explains where the project's streams stand; undefined where none does. */
function shardOfStreams(project: ProjectIndex): ShardFunction | undefined {
  for (const { streamId, isSystem, scan } of project.streams()) {
    const path = scan.files[0]?.path ?? "";
    if (isSystem) continue;
    const found = [getShardPath, legacyShardPath].find((shard) => path.startsWith(`${shard(streamId)}/`));
    if (found !== undefined) return found;
  }
  return undefined;
}
