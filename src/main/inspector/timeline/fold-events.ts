import { type EventColumns, eventOfRow } from "../index/event-columns.ts";
import { eventRelations } from "./event-relations.ts";
import { type EventGroup, type GroupableEvents, groupEvents } from "./group-events.ts";

/**
 * Folds jobs and bursts among some events.
 * @param places of the events among all codes of the columns, rising
 * @returns the groups with the places of their members
 */
export function foldEvents(columns: EventColumns, places: Uint32Array): readonly EventGroup[] {
  return groupEvents(groupableEvents(columns, places)).map(({ grouping, members }) => ({
    grouping,
    members: members.map((member) => places[member] ?? 0),
  }));
}

function groupableEvents(columns: EventColumns, places: Uint32Array): GroupableEvents {
  const { rows, owners, times, types, users } = columns;
  const { jobs, correlations } = eventRelations(columns);
  const typeNames = types.examples.map((row) => eventOfRow(columns, row).record.type);
  const userIds = users.examples.map((row) => eventOfRow(columns, row).record.userId);
  const rowAt = (place: number) => rows[places[place] ?? 0] ?? 0;
  return {
    length: places.length,
    stream: (place) => owners.ids[rowAt(place)] ?? 0,
    type: (place) => typeNames[types.ids[rowAt(place)] ?? 0] ?? "",
    user: (place) => userIds[users.ids[rowAt(place)] ?? 0] ?? "",
    job: (place) => jobs.names[jobs.ids[rowAt(place)] ?? 0] ?? null,
    correlation: (place) => correlations.names[correlations.ids[rowAt(place)] ?? 0] ?? null,
    time: (place) => times[rowAt(place)] ?? Number.NaN,
  };
}
