import type { ProjectChange } from "../../../shared/ipc/model/project.ts";
import type { StreamIndex } from "./stream-index.ts";

export type StreamChange = ProjectChange["streams"][number];

/** What has become of a stream; nothing for one that was not and is not there. */
export function describeChange(
  streamId: string,
  before: StreamIndex | undefined,
  after: StreamIndex | undefined,
): StreamChange[] {
  const [known, events] = [before?.scan.records.length ?? 0, after?.scan.records.length ?? 0];
  if (after === undefined) return [{ stream: streamId, events: 0, appended: 0, change: "removed" }];
  if (before === undefined) return [{ stream: streamId, events, appended: events, change: "appeared" }];
  const last = before.scan.records[known - 1];
  const there = after.scan.records[known - 1];
  const isContinued = last === undefined || (there?.eventId === last.eventId && there.offset === last.offset);
  if (isContinued && events >= known && after.bytes >= before.bytes) {
    return [{ stream: streamId, events, appended: events - known, change: "grew" }];
  }
  return [{ stream: streamId, events, appended: 0, change: "replaced" }];
}
