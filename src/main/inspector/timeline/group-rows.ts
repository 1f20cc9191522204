import { describeJobRun, type JobRun } from "../../../shared/events/describe-job.ts";
import { isRecordedObject, type RecordedObject } from "../../../shared/events/recorded-value.ts";
import type { GroupRow } from "../../../shared/ipc/model/timeline.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import { worseSeverity } from "../index/record-places.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { resourceNames } from "./describe-records.ts";
import { type DescribedRecord, referenceOf } from "./event-rows.ts";
import { eventAt, flowOf, type IndexedEvent } from "./indexed-event.ts";
import type { GroupPlace } from "./timeline-rows.ts";

/** A group with its events looked at, and the records that have to be read to say what it is about. */
export interface GroupToTell {
  readonly place: GroupPlace;
  readonly events: readonly IndexedEvent[];
  readonly outcome: JobRun["outcome"];
  readonly first: EventCode;
  /** Of a job: the event that ended it, else the last that told how far it is. */
  readonly last: EventCode | undefined;
}

export function groupToTell(project: ProjectIndex, place: GroupPlace): GroupToTell {
  const events = place.members.map((code) => ({ ...eventAt(project, code) }));
  const [first] = place.members;
  if (first === undefined) throw new RangeError(`The group ${place.id} has no events.`);
  if (place.grouping !== "job") return { place, events, outcome: "not ended", first, last: undefined };
  const end = endOfJob(events[0]);
  const telling = end?.position ?? events.findLast(({ record }) => record.type === "job:progress")?.position;
  const stream = events[0]?.stream.streamId ?? "";
  const last = telling === undefined ? undefined : project.codeOf({ stream, position: telling });
  return { place, events, outcome: end?.outcome ?? "not ended", first, last };
}

/** @param read the records of the first and the last code */
export function groupRow(
  project: ProjectIndex,
  { place, events, outcome, first: firstCode, last: lastCode }: GroupToTell,
  read: ReadonlyMap<EventCode, DescribedRecord>,
): GroupRow {
  const { id, grouping, expanded } = place;
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new RangeError(`The group ${id} has no events.`);
  const types = new Map<string, number>();
  for (const { record } of events) types.set(record.type, (types.get(record.type) ?? 0) + 1);
  const ranked = [...types].map(([type, count]) => ({ type, events: count })).sort((a, b) => b.events - a.events);
  const work = new Map([...types].filter(([type]) => !type.startsWith("job:")));
  const payload = (code: EventCode | undefined) => payloadOf(code === undefined ? undefined : read.get(code));
  const summary =
    grouping === "job"
      ? describeJobRun(
          { payload: payload(firstCode) ?? {}, outcome, last: payload(lastCode), work },
          resourceNames(project),
        )
      : `${read.get(firstCode)?.summary ?? ""} and ${events.length - 1} more`;
  return {
    kind: "group",
    id,
    grouping,
    resourceName: resourcesNamed(events),
    summary,
    events: events.length,
    first: referenceOf(first),
    last: referenceOf(last),
    from: first.record.timestamp,
    to: last.record.timestamp,
    types: ranked,
    flow: flowOf(ranked[0]?.type ?? ""),
    userName: userName(first.record.userId),
    worstFinding: worstOf(events),
    expanded,
  };
}

function payloadOf(described: DescribedRecord | undefined): RecordedObject | undefined {
  const reading = described?.reading;
  return reading?.ok === true && isRecordedObject(reading.stored.event.payload)
    ? reading.stored.event.payload
    : undefined;
}

function resourcesNamed(events: readonly IndexedEvent[]): string {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const [only] = streams;
  return streams.length === 1 && only !== undefined ? nameOf(only) : `${streams.length} resources`;
}

function worstOf(events: readonly IndexedEvent[]): GroupRow["worstFinding"] {
  let worst: GroupRow["worstFinding"] = null;
  for (const { stream, position } of events) {
    const severity = stream.severities.get(position);
    if (severity !== undefined) worst = worseSeverity(worst, severity);
  }
  return worst;
}

type Turn = { readonly position: number; readonly outcome: "started" | "completed" | "failed" };

const TURNS: Readonly<Record<string, Turn["outcome"]>> = {
  "job:started": "started",
  "job:completed": "completed",
  "job:failed": "failed",
};

const known = new WeakMap<StreamIndex, ReadonlyMap<string, readonly Turn[]>>();

/** Where the jobs of a stream start and end; a filter may hide it, and it is so all the same. */
function turnsOf(stream: StreamIndex): ReadonlyMap<string, readonly Turn[]> {
  const found = known.get(stream);
  if (found !== undefined) return found;
  const turns = new Map<string, Turn[]>();
  const { jobs, scan } = stream;
  for (let index = 0; index < jobs.length; index += 1) {
    const job = jobs[index] ?? null;
    const outcome = job === null ? undefined : TURNS[scan.records[index]?.type ?? ""];
    if (job === null || outcome === undefined) continue;
    const turn = { position: index + 1, outcome };
    const before = turns.get(job);
    if (before === undefined) turns.set(job, [turn]);
    else before.push(turn);
  }
  known.set(stream, turns);
  return turns;
}

/** How the run ended that an event belongs to; undefined when it did not end before the job was started again. */
function endOfJob(event: IndexedEvent | undefined): { position: number; outcome: "completed" | "failed" } | undefined {
  const job = event?.stream.jobs[event.position - 1] ?? null;
  if (event === undefined || job === null) return undefined;
  const next = turnsOf(event.stream)
    .get(job)
    ?.find(
      ({ position, outcome }) => position > event.position || (position === event.position && outcome !== "started"),
    );
  if (next === undefined || next.outcome === "started") return undefined;
  return { position: next.position, outcome: next.outcome };
}
