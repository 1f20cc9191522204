import type { ExportedDocument, ExportedFile } from "../../../shared/ipc/model/integrity.ts";
import type { ResourceRow } from "../../../shared/ipc/model/resources.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordReading } from "../index/record-reader.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, projectFile } from "../index/stream-index.ts";
import { describeRecords } from "../timeline/describe-records.ts";
import { eventRow, storedValue } from "../timeline/event-rows.ts";
import type { RowList, ShownPlace } from "../timeline/timeline-rows.ts";
import { type Cell, csv, markdownTable } from "./write-csv.ts";

export type ListFormat = "json" | "csv" | "markdown";

const MEDIA_TYPES: Readonly<Record<ListFormat, { readonly mediaType: string; readonly suffix: string }>> = {
  json: { mediaType: "application/json", suffix: "json" },
  csv: { mediaType: "text/csv", suffix: "csv" },
  markdown: { mediaType: "text/markdown", suffix: "md" },
};

const BATCH = 500;
const PART_CHARACTERS = 1 << 20;

export function exportResources(project: string, rows: readonly ResourceRow[], format: ListFormat): ExportedDocument {
  const header = [
    "name",
    "id",
    "first event",
    "last event",
    "events",
    "annotations",
    "bytes",
    "entity types",
    "archived",
    "verdict",
    "view on disk",
  ];
  const cells = rows.map((row): Cell[] => [
    ...[row.name, row.stream, row.firstEventAt, row.lastEventAt, row.events, row.annotations, row.bytes],
    ...[row.entityTypes.join(", "), row.archived, row.verdict, row.drift],
  ]);
  const content = format === "json" ? JSON.stringify(rows, null, 2) : table(header, cells, format);
  return { ...fileOf(`${project}-resources`, format), content };
}

/** @returns how a file with these events is called */
export function eventsFile(name: string, format: ListFormat): ExportedFile {
  return fileOf(`${name}-events`, format);
}

/** The text of a file with these rows, read and written part by part: there may be more than memory holds. */
export async function* eventsText(
  rows: RowList,
  { project, records }: { readonly project: ProjectIndex; readonly records: RecordStore },
  format: ListFormat,
): AsyncGenerator<string, void, void> {
  const content = { project, withStored: false };
  let part = format === "json" ? "[" : table(EVENT_HEADER, [], format);
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH).map(({ shows }) => shows);
    const codes = batch.filter((row) => typeof row === "number");
    const readings = await records.readAll(codes);
    const readingOf = new Map(codes.map((code, at) => [code, readings[at]]));
    if (format === "json") {
      const values = batch.map((row) => (typeof row === "number" ? eventValue(readingOf.get(row)) : lineValue(row)));
      part += (from === 0 ? "\n" : ",\n") + values.map((value) => JSON.stringify(value)).join(",\n");
    } else {
      const summaries = await describeRecords({ project, records }, codes, readings);
      const summaryOf = new Map(codes.map((code, at) => [code, summaries[at] ?? ""]));
      const cells = batch.map((row) => {
        if (typeof row !== "number") return lineCells(row);
        return eventCells(eventRow(row, { reading: readingOf.get(row), summary: summaryOf.get(row) ?? "" }, content));
      });
      part += rowsOnly(EVENT_HEADER, cells, format);
    }
    if (part.length < PART_CHARACTERS) continue;
    yield part;
    part = "";
  }
  yield part + (format === "json" ? "\n]\n" : "");
}

const EVENT_HEADER = ["stream", "resource", "sequence", "time", "type", "user", "summary", "event id", "proof"];

function eventCells(row: ReturnType<typeof eventRow>): Cell[] {
  return [
    ...[row.reference.stream, row.resourceName, row.sequence, row.timestamp, row.type, row.userName],
    ...[row.summary, row.eventId, row.proof],
  ];
}

function eventValue(reading: RecordReading | undefined): unknown {
  return reading?.ok === true ? storedValue(reading) : { problem: reading?.reason ?? "The record cannot be read." };
}

/** A line that is no record, as the list shows it. Groups are not exported. */
function lineValue(row: Exclude<ShownPlace, number>): unknown {
  if (row.kind === "group") throw new TypeError("A group is exported by its events.");
  const { stream, line } = row;
  const { offset, length, reason, excerpt, hex } = line;
  const file = projectFile(stream.scan, line.file);
  return { malformed: { stream: stream.streamId, file, line: line.line, offset, length, reason, excerpt, hex } };
}

function lineCells(row: Exclude<ShownPlace, number>): Cell[] {
  if (row.kind === "group") throw new TypeError("A group is exported by its events.");
  const { stream, line } = row;
  const where = `${projectFile(stream.scan, line.file)}, line ${line.line}`;
  return [stream.streamId, nameOf(stream), "", "", "", "", `This line is no record: ${line.reason} (${where})`, "", ""];
}

function table(header: readonly string[], rows: readonly (readonly Cell[])[], format: "csv" | "markdown"): string {
  return format === "csv" ? csv(header, rows) : markdownTable(header, rows);
}

function rowsOnly(header: readonly string[], rows: readonly (readonly Cell[])[], format: "csv" | "markdown"): string {
  return table(header, rows, format).slice(table(header, [], format).length);
}

function fileOf(name: string, format: ListFormat): ExportedFile {
  const { mediaType, suffix } = MEDIA_TYPES[format];
  return { fileName: `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${suffix}`, mediaType };
}
