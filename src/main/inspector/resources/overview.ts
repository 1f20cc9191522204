import { eventLabel } from "../../../shared/events/catalogue.ts";
import { VERDICTS } from "../../../shared/integrity/verdict.ts";
import type { Overview } from "../../../shared/ipc/model/project.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import { nameOf } from "../index/stream-index.ts";
import { flowOf } from "../timeline/indexed-event.ts";
import { bucketLimits, bucketOf, timeBuckets } from "../timeline/time-buckets.ts";

const MOST_LISTED = 10;
const MOST_COUNTED = 30;

/** The numbers of a project; each belongs to rows that a filter shows. */
export function overview(project: ProjectIndex, bucketCount: number): Overview {
  const streams = [...project.streams()];
  const types = new Map<string, number>();
  const users = new Map<string, number>();
  for (const { scan } of streams) {
    for (const { type, userId } of scan.records) {
      types.set(type, (types.get(type) ?? 0) + 1);
      users.set(userId, (users.get(userId) ?? 0) + 1);
    }
  }
  const rows = streams.map((stream) => ({
    stream: stream.streamId,
    name: nameOf(stream),
    events: stream.scan.records.length,
    bytes: stream.bytes,
    lastEventAt: stream.scan.records.at(-1)?.timestamp ?? null,
  }));
  return {
    activity: activity(project, bucketCount),
    types: ranked(types).map(({ key, events }) => ({ key, label: eventLabel(key), flow: flowOf(key), events })),
    users: ranked(byUserName(users)).map(({ key, events }) => ({ key, label: key, events })),
    mostActive: rows
      .toSorted((left, right) => right.events - left.events)
      .slice(0, MOST_LISTED)
      .map(({ bytes: _bytes, ...row }) => row),
    largest: rows
      .toSorted((left, right) => right.bytes - left.bytes)
      .slice(0, MOST_LISTED)
      .map(({ lastEventAt: _lastEventAt, ...row }) => row),
    verdicts: verdictCounts(project),
  };
}

export function verdictCounts(project: ProjectIndex): Overview["verdicts"] {
  const counts = new Map<string, number>();
  for (const { verdict } of project.streams()) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return VERDICTS.flatMap((verdict) => {
    const streams = counts.get(verdict);
    return streams === undefined ? [] : [{ verdict, streams }];
  });
}

function activity(project: ProjectIndex, count: number): Overview["activity"] {
  const buckets = timeBuckets(allTimes(project), count);
  if (buckets === null) return { from: null, to: null, buckets: [] };
  const events = new Uint32Array(buckets.count);
  for (const time of allTimes(project)) {
    const bucket = bucketOf(buckets, time);
    events[bucket] = (events[bucket] ?? 0) + 1;
  }
  return {
    from: new Date(buckets.from).toISOString(),
    to: new Date(buckets.to).toISOString(),
    buckets: Array.from(events, (number, bucket) => ({ ...bucketLimits(buckets, bucket), events: number })),
  };
}

function* allTimes(project: ProjectIndex): Generator<number> {
  for (const { times } of project.streams()) for (const time of times) if (!Number.isNaN(time)) yield time;
}

function byUserName(users: ReadonlyMap<string, number>): Map<string, number> {
  const named = new Map<string, number>();
  for (const [id, events] of users) {
    const name = userName(id);
    named.set(name, (named.get(name) ?? 0) + events);
  }
  return named;
}

function ranked(counts: ReadonlyMap<string, number>): { key: string; events: number }[] {
  return [...counts]
    .map(([key, events]) => ({ key, events }))
    .sort((left, right) => right.events - left.events || (left.key < right.key ? -1 : 1))
    .slice(0, MOST_COUNTED);
}
