import { markedText } from "../../../../shared/events/describe-annotation.ts";
import { describeEvent } from "../../../../shared/events/describe-event.ts";
import { recordedField } from "../../../../shared/events/recorded-value.ts";
import { userName } from "../../../../shared/projection/user-name.ts";
import {
  type RecordPlace,
  type RecordReading,
  type RecordSource,
  readRecords,
  whyUnread,
} from "../../index/record-reader.ts";
import { eventCells, eventTable, eventValue, jsonText, type ListFormat, lineCells, lineValue } from "../export-text.ts";
import type { ChosenEvent, ChosenEvents, ChosenLine } from "./choose-events.ts";

/** Rows that are read together: enough to read neighbours at once. */
const MOST_ROWS = 2_000;
/** As far as their records have no more bytes than this. */
const MOST_BYTES = 8 << 20;

/** The text of a file with these events, read again and written part by part. */
export function wholeEventsText(
  source: RecordSource,
  chosen: ChosenEvents,
  format: ListFormat,
): AsyncGenerator<string, void, void> {
  return format === "json" ? jsonText(values(source, chosen)) : eventTable(cells(source, chosen), format);
}

async function* values(source: RecordSource, chosen: ChosenEvents) {
  for (const rows of batches(chosen.rows)) {
    const readings = await readPlaces(source, chosen.files, rows.filter(isEvent));
    yield rows.map((row) => (row.kind === "line" ? lineValue(row) : eventValue(readings.get(row))));
  }
}

async function* cells(source: RecordSource, chosen: ChosenEvents) {
  for (const rows of batches(chosen.rows)) {
    const events = rows.filter(isEvent);
    const added = events.flatMap((event) => (event.added === null ? [] : [event.added.place]));
    const readings = await readPlaces(source, chosen.files, [...events, ...added]);
    yield rows.map((row) => (row.kind === "line" ? lineCells(row) : cellsOf(row, readings, chosen)));
  }
}

function isEvent(row: ChosenEvent | ChosenLine): row is ChosenEvent {
  return row.kind === "event";
}

function* batches(rows: ChosenEvents["rows"]): Generator<readonly (ChosenEvent | ChosenLine)[]> {
  let batch: (ChosenEvent | ChosenLine)[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (row.kind === "event") bytes += row.length + (row.added?.place.length ?? 0);
    batch.push(row);
    if (batch.length < MOST_ROWS && bytes < MOST_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

function cellsOf(
  row: ChosenEvent,
  readings: ReadonlyMap<RecordPlace, RecordReading>,
  { streams, names }: ChosenEvents,
): ReturnType<typeof eventCells> {
  const { id = "", shownName = "" } = streams[row.stream] ?? {};
  const reading = readings.get(row);
  const own = { stream: id, resourceName: shownName, proof: row.proof };
  if (reading?.ok !== true) {
    const unknown = { sequence: null, timestamp: "", type: "", userName: "", eventId: "" };
    return eventCells({ ...own, ...unknown, summary: reading?.reason ?? "The record cannot be read." });
  }
  const { event, metadata } = reading.stored;
  return eventCells({
    ...own,
    sequence: metadata.sequenceNumber,
    timestamp: event.timestamp ?? "",
    type: event.type,
    userName: userName(event.userId ?? ""),
    summary: describeEvent(event, {
      resource: (resource) => names.get(resource),
      annotation: (annotation) => (annotation === row.added?.id ? addedText(row, readings) : undefined),
    }),
    eventId: event.id ?? "",
  });
}

/** The text that the annotation marks which an event is about. */
function addedText({ added }: ChosenEvent, readings: ReadonlyMap<RecordPlace, RecordReading>): string | undefined {
  const reading = added === null ? undefined : readings.get(added.place);
  return reading?.ok === true ? markedText(recordedField(reading.stored.event.payload, "annotation")) : undefined;
}

/** A reading for each place; a file that cannot be opened gives readings that say so. */
async function readPlaces(
  source: RecordSource,
  files: ChosenEvents["files"],
  places: readonly RecordPlace[],
): Promise<ReadonlyMap<RecordPlace, RecordReading>> {
  const readings = new Map<RecordPlace, RecordReading>();
  for (const inFile of Map.groupBy(places, ({ file }) => file).values()) {
    inFile.sort((left, right) => left.offset - right.offset);
    try {
      for await (const { record, reading } of readRecords(source, { files }, inFile)) readings.set(record, reading);
    } catch (error) {
      const reason = whyUnread(error);
      for (const place of inFile) if (!readings.has(place)) readings.set(place, { ok: false, reason, line: null });
    }
  }
  return readings;
}
