import type { MalformedLine } from "../../../shared/integrity/record-header.ts";
import type { ProofState } from "../../../shared/ipc/model/timeline.ts";
import type { RecordReading } from "../index/record-reader.ts";
import { storedValue } from "../timeline/event-rows.ts";
import { type Cell, csv, markdownTable } from "./write-csv.ts";

export type ListFormat = "json" | "csv" | "markdown";
export type TableFormat = Exclude<ListFormat, "json">;

const PART_CHARACTERS = 1 << 20;

/** Values as a JSON array, one a line, part by part: there may be more than memory holds. */
export async function* jsonText(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string, void, void> {
  let part = "[";
  let isFirst = true;
  for await (const values of batches) {
    for (const value of values) {
      part += `${isFirst ? "" : ","}\n${JSON.stringify(value)}`;
      isFirst = false;
    }
    if (part.length < PART_CHARACTERS) continue;
    yield part;
    part = "";
  }
  yield `${part}\n]\n`;
}

/** Events as a table, part by part. */
export async function* eventTable(
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  format: TableFormat,
): AsyncGenerator<string, void, void> {
  const head = table(EVENT_HEADER, [], format);
  let part = head;
  for await (const rows of batches) {
    part += table(EVENT_HEADER, rows, format).slice(head.length);
    if (part.length < PART_CHARACTERS) continue;
    yield part;
    part = "";
  }
  yield part;
}

export function table(header: readonly string[], rows: readonly (readonly Cell[])[], format: TableFormat): string {
  return format === "csv" ? csv(header, rows) : markdownTable(header, rows);
}

const EVENT_HEADER = ["stream", "resource", "sequence", "time", "type", "user", "summary", "event id", "proof"];

/** What a table says of an event. */
export interface ExportedEvent {
  readonly stream: string;
  readonly resourceName: string;
  readonly sequence: number | null;
  readonly timestamp: string;
  readonly type: string;
  readonly userName: string;
  readonly summary: string;
  readonly eventId: string;
  readonly proof: ProofState;
}

export function eventCells(event: ExportedEvent): Cell[] {
  return [
    ...[event.stream, event.resourceName, event.sequence, event.timestamp, event.type, event.userName],
    ...[event.summary, event.eventId, event.proof],
  ];
}

export function eventValue(reading: RecordReading | undefined): unknown {
  return reading?.ok === true ? storedValue(reading) : { problem: reading?.reason ?? "The record cannot be read." };
}

/** A line that is no record, with the names of where it stands. */
export interface ExportedLine {
  readonly stream: string;
  readonly resourceName: string;
  /** Below the project folder. */
  readonly file: string;
  readonly line: MalformedLine;
}

export function lineValue({ stream, file, line }: ExportedLine): unknown {
  const { offset, length, reason, excerpt, hex } = line;
  return { malformed: { stream, file, line: line.line, offset, length, reason, excerpt, hex } };
}

export function lineCells({ stream, resourceName, file, line }: ExportedLine): Cell[] {
  const where = `${file}, line ${line.line}`;
  return [stream, resourceName, "", "", "", "", `This line is no record: ${line.reason} (${where})`, "", ""];
}
