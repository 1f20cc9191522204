import { type EventColumns, eventOfRow } from "../index/event-columns.ts";
import { eventRelations } from "./event-relations.ts";
import type { EventSelection } from "./event-selection.ts";
import { type EventGroup, type GroupableEvents, groupEvents } from "./group-events.ts";

/** By the columns where all events are folded, else by the selection. */
const known = new WeakMap<EventColumns | EventSelection, readonly EventGroup[]>();

/**
 * Folds jobs and bursts among the events of a selection. Kept, since every group that is unfolded asks for it again.
 * @param places of its events among all codes, rising
 */
export function foldEvents(selection: EventSelection, places: Uint32Array): readonly EventGroup[] {
  const key = selection.accepted === null ? selection.columns : selection;
  const groups = known.get(key) ?? groupEvents(places, eventsInTime(selection.columns));
  known.set(key, groups);
  return groups;
}

const inTime = new WeakMap<EventColumns, GroupableEvents>();

function eventsInTime(columns: EventColumns): GroupableEvents {
  const events = inTime.get(columns) ?? orderInTime(columns);
  inTime.set(columns, events);
  return events;
}

/** Side by side in the order in which they are looked at: rows of a project's timeline are all over the columns. */
function orderInTime(columns: EventColumns): GroupableEvents {
  const { jobs, correlations } = eventRelations(columns);
  const typeNames = columns.types.examples.map((row) => eventOfRow(columns, row).record.type);
  const userIds = columns.users.examples.map((row) => eventOfRow(columns, row).record.userId);
  const { rows } = columns;
  const streams = inOrder(columns.owners.ids, rows);
  const types = inOrder(columns.types.ids, rows);
  const users = inOrder(columns.users.ids, rows);
  const jobIds = inOrder(jobs.ids, rows);
  const correlationIds = inOrder(correlations.ids, rows);
  const times = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) times[place] = columns.times[rows[place] ?? 0] ?? Number.NaN;
  return {
    stream: (place) => streams[place] ?? 0,
    type: (place) => typeNames[types[place] ?? 0] ?? "",
    user: (place) => userIds[users[place] ?? 0] ?? "",
    job: (place) => jobs.names[jobIds[place] ?? 0] ?? null,
    correlation: (place) => correlations.names[correlationIds[place] ?? 0] ?? null,
    time: (place) => times[place] ?? Number.NaN,
  };
}

function inOrder(values: Uint32Array, at: Uint32Array): Uint32Array {
  const ordered = new Uint32Array(at.length);
  for (let place = 0; place < at.length; place += 1) ordered[place] = values[at[place] ?? 0] ?? 0;
  return ordered;
}
