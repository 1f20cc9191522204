import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { type JsonValue, jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import { inSequenceOrder, projectView } from "../../../shared/projection/project-view.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import type { RebuildEventSource } from "../../event-store/views/rebuild-source.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import { type RecordSource, readRecords } from "../index/record-reader.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import { startReplay } from "../travel/replayed-view.ts";

/** The log as a rebuild reads it: the very records that the index shows. */
export function logSource(project: ProjectIndex, source: RecordSource): RebuildEventSource {
  return {
    getAllResourceIds: async () => Array.from(project.streams(), ({ streamId }) => streamId),
    getEvents: async (streamId) => {
      const stream = project.get(streamId);
      return stream === undefined ? [] : readEvents(source, stream);
    },
    locateStreams: async () => {
      if (source.fileSystem !== nodeFileSystem) return undefined;
      const streams = Array.from(project.streams(), ({ streamId, scan }) => {
        return [streamId, scan.files.map(({ path }) => path)] as const;
      });
      return { eventsDir: source.eventsDir, files: new Map(streams) };
    },
  };
}

/** Every readable event of a stream, in file order. @throws Error naming the file when it could not be read whole */
export async function readEvents(source: RecordSource, stream: StreamIndex): Promise<StoredEvent[]> {
  const [unreadable] = stream.scan.unreadable;
  if (unreadable !== undefined) throw new Error(`${unreadable.file}: ${unreadable.message}`);
  const events: StoredEvent[] = [];
  for await (const { reading } of readRecords(source, stream.scan, stream.scan.records)) {
    if (!reading.ok) throw new Error(reading.reason);
    events.push(reading.stored);
  }
  return events;
}

/** The newest view of a stream, as a rebuild makes it. */
export async function rebuiltView(source: RecordSource, stream: StreamIndex): Promise<JsonValue> {
  const events = await readEvents(source, stream);
  if (!stream.isSystem) return jsonValueSchema.parse(projectView(stream.streamId, events));
  const replaying = startReplay(stream.streamId, true);
  for (const { event } of inSequenceOrder(events)) replaying.apply(event);
  return replaying.view();
}
