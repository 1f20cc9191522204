import { eventLabel } from "../../../shared/events/catalogue.ts";
import { VERDICTS } from "../../../shared/integrity/verdict.ts";
import type { Overview } from "../../../shared/ipc/model/project.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { countedBy, type EventColumns } from "../index/event-columns.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import { nameOf } from "../index/stream-index.ts";
import { spreadOf } from "../timeline/event-spread.ts";
import { flowOf } from "../timeline/indexed-event.ts";
import { bucketEdges } from "../timeline/time-buckets.ts";

const MOST_LISTED = 10;
const MOST_COUNTED = 30;

/** The numbers of a project; each belongs to rows that a filter shows. */
export function overview(project: ProjectIndex, columns: EventColumns, bucketCount: number): Overview {
  const { streams } = columns;
  const types = countedBy(columns, columns.types, ({ record }) => record.type);
  const users = countedBy(columns, columns.users, ({ record }) => userName(record.userId));
  const rows = streams.map((stream) => ({
    stream: stream.streamId,
    name: nameOf(stream),
    events: stream.scan.records.length,
    bytes: stream.bytes,
    lastEventAt: stream.latest,
  }));
  return {
    activity: activity(columns, bucketCount),
    types: ranked(types).map(({ key, events }) => ({ key, label: eventLabel(key), flow: flowOf(key), events })),
    users: ranked(users).map(({ key, events }) => ({ key, label: key, events })),
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

function activity(columns: EventColumns, count: number): Overview["activity"] {
  const { buckets, events } = spreadOf(columns, count);
  return { edges: buckets === null ? [] : bucketEdges(buckets), events: [...events] };
}

function ranked(counts: ReadonlyMap<string, number>): { key: string; events: number }[] {
  return [...counts]
    .map(([key, events]) => ({ key, events }))
    .sort((left, right) => right.events - left.events || (left.key < right.key ? -1 : 1))
    .slice(0, MOST_COUNTED);
}
