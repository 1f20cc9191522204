import { compileFilter } from "../../../../shared/filter/compile-filter.ts";
import type { FilterProblem } from "../../../../shared/filter/filter.ts";
import { findSlip, firstProblem } from "../../../../shared/filter/filter-slip.ts";
import { parseFilter } from "../../../../shared/filter/parse-filter.ts";
import type { ProofState } from "../../../../shared/ipc/model/timeline.ts";
import { eventColumns } from "../../index/event-columns.ts";
import { ProjectIndex, steadyTimes } from "../../index/project-index.ts";
import type { RecordPlace } from "../../index/record-reader.ts";
import { nameOf, projectFile, recordAt, type StreamIndex } from "../../index/stream-index.ts";
import { TextSearch } from "../../index/text-search.ts";
import type { LongCall } from "../../session/long-call.ts";
import type { Pace } from "../../session/turns.ts";
import { additionOf } from "../../timeline/describe-records.ts";
import { EVENT_FIELDS, EVENT_KEYS } from "../../timeline/event-fields.ts";
import { selectEvents } from "../../timeline/event-selection.ts";
import { EventWords } from "../../timeline/event-words.ts";
import type { ExportedLine } from "../export-text.ts";
import { readStreams, type WholeLog } from "./whole-log.ts";

/** A stream as the rows of its events name it. */
export interface NamedStream {
  readonly id: string;
  readonly shownName: string;
}

/** Where an event stands among all others: by time, then as the streams stand in the log. */
interface TimelinePlace {
  /** Never runs backwards within a stream. */
  readonly time: number;
  /** Among {@link ChosenEvents.streams}. */
  readonly stream: number;
  readonly position: number;
}

/** An event that a filter accepts. Only its place is kept: it is read again when its turn comes. */
export interface ChosenEvent extends TimelinePlace, RecordPlace {
  readonly kind: "event";
  /** Among {@link ChosenEvents.files}. */
  readonly file: number;
  readonly proof: ProofState;
  /** The annotation that it names by its id alone, and where the record that added it stands. */
  readonly added: { readonly id: string; readonly place: RecordPlace } | null;
}

/** A line that is no record and that the filter accepts. */
export interface ChosenLine extends ExportedLine {
  readonly kind: "line";
}

/** What an export of events writes. */
export interface ChosenEvents {
  /** Oldest first. */
  readonly rows: readonly (ChosenEvent | ChosenLine)[];
  readonly streams: readonly NamedStream[];
  readonly files: readonly { readonly path: string }[];
  /** Names of resources by id, for sentences. */
  readonly names: ReadonlyMap<string, string>;
  readonly problem: FilterProblem | null;
}

/** A line with the event before it, which it stands behind or, as the first of its stream, in front of. */
interface LineToPlace {
  readonly line: ChosenLine;
  readonly at: TimelinePlace | null;
  readonly isBehind: boolean;
}

/** Who exports waits for all of it, and nothing else is done meanwhile. */
const PATIENT: Pace = { slice: Number.POSITIVE_INFINITY, patience: Number.POSITIVE_INFINITY };

/**
 * Finds the events that a filter accepts as the app does, with the index of one stream at a time. What is held of an event
 * chosen is its place, and of a stream its name.
 */
export async function chooseEvents(log: WholeLog, text: string, now: number, call: LongCall): Promise<ChosenEvents> {
  const filter = parseFilter(text, EVENT_KEYS);
  const search = new TextSearch();
  const found = new Set<string>();
  const events: ChosenEvent[] = [];
  const lines: LineToPlace[] = [];
  const streams: NamedStream[] = [];
  const files: { path: string }[] = [];
  const names = new Map<string, string>();
  for await (const stream of readStreams(log, call)) {
    const number = streams.push({ id: stream.streamId, shownName: nameOf(stream) }) - 1;
    if (stream.facts.name.trim() !== "") names.set(stream.streamId, nameOf(stream));
    const alone = new ProjectIndex();
    alone.change([stream]);
    const columns = eventColumns(alone, stream);
    const words = new EventWords(columns, search);
    // Asked for all of them, since a word that one stream does not hold another one may.
    findSlip(filter, EVENT_KEYS, (parts) => {
      if (words.rowsWith(parts).includes(1)) found.add(parts.join("\0"));
      return true;
    });
    const { accepted, acceptsLine } = await selectEvents({ columns, words }, stream, text, now, PATIENT);
    const firstFile = files.length;
    for (const { path } of stream.scan.files) files.push({ path });
    const times = steadyTimes(stream.times);
    const placeAt = (position: number): TimelinePlace => ({
      time: times[position - 1] ?? 0,
      stream: number,
      position,
    });
    for (let position = 1; position <= stream.scan.records.length; position += 1) {
      if (accepted !== null && accepted[position - 1] === 0) continue;
      const proof = stream.proofs[position - 1] ?? "unproven";
      const place = recordPlace(stream, position, firstFile);
      const added = addedBy(stream, position, firstFile);
      events.push({ kind: "event", ...placeAt(position), ...place, proof, added });
    }
    for (const line of stream.scan.malformed) {
      if (!acceptsLine({ kind: "malformed", stream, line })) continue;
      const isBehind = line.recordsBefore > 0;
      const at = stream.scan.records.length === 0 ? null : placeAt(Math.max(1, line.recordsBefore));
      const shown = {
        stream: stream.streamId,
        resourceName: nameOf(stream),
        file: projectFile(stream.scan, line.file),
      };
      lines.push({ line: { kind: "line", ...shown, line }, at, isBehind });
    }
  }
  const { problem } = compileFilter(filter, EVENT_FIELDS, { word: () => () => true, now });
  const slip = findSlip(filter, EVENT_KEYS, (parts) => found.has(parts.join("\0")));
  return { rows: inTheirPlaces(events, lines), streams, files, names, problem: firstProblem(problem, slip) };
}

function recordPlace(stream: StreamIndex, position: number, firstFile: number): RecordPlace {
  const { file, offset, length } = recordAt(stream, position);
  return { file: firstFile + file, offset, length };
}

function addedBy(stream: StreamIndex, position: number, firstFile: number): ChosenEvent["added"] {
  const added = additionOf(stream, position);
  return added === null ? null : { id: added.id, place: recordPlace(stream, added.position, firstFile) };
}

/** Sorts the events, and puts each line behind the event before it that was chosen; into the front where there is none. */
function inTheirPlaces(events: ChosenEvent[], lines: readonly LineToPlace[]): readonly (ChosenEvent | ChosenLine)[] {
  events.sort(compare);
  if (lines.length === 0) return events;
  const byCount = Map.groupBy(lines, (line) => eventsBefore(events, line));
  const rows: (ChosenEvent | ChosenLine)[] = [];
  for (let count = 0; count <= events.length; count += 1) {
    const event = events[count - 1];
    if (event !== undefined) rows.push(event);
    for (const { line } of byCount.get(count) ?? []) rows.push(line);
  }
  return rows;
}

/** How many of the events chosen stand in front of a line, by halves. */
function eventsBefore(events: readonly ChosenEvent[], { at, isBehind }: LineToPlace): number {
  if (at === null) return 0;
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = events[middle];
    const order = event === undefined ? 1 : compare(event, at);
    if (order < 0 || (order === 0 && isBehind)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(left: TimelinePlace, right: TimelinePlace): number {
  if (left.time !== right.time) return left.time < right.time ? -1 : 1;
  return left.stream - right.stream || left.position - right.position;
}
