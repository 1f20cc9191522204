import type { ExportedDocument, ExportedFile } from "../../../shared/ipc/model/integrity.ts";
import type { ResourceRow } from "../../../shared/ipc/model/resources.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { nameOf, projectFile } from "../index/stream-index.ts";
import { describeRecords } from "../timeline/describe-records.ts";
import { eventRow } from "../timeline/event-rows.ts";
import type { RowList, ShownPlace } from "../timeline/timeline-rows.ts";
import {
  type ExportedLine,
  eventCells,
  eventTable,
  eventValue,
  jsonText,
  type ListFormat,
  lineCells,
  lineValue,
  table,
} from "./export-text.ts";
import type { Cell } from "./write-csv.ts";

const MEDIA_TYPES: Readonly<Record<ListFormat, { readonly mediaType: string; readonly suffix: string }>> = {
  json: { mediaType: "application/json", suffix: "json" },
  csv: { mediaType: "text/csv", suffix: "csv" },
  markdown: { mediaType: "text/markdown", suffix: "md" },
};

const BATCH = 500;

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
export function eventsText(
  rows: RowList,
  index: { readonly project: ProjectIndex; readonly records: RecordStore },
  format: ListFormat,
): AsyncGenerator<string, void, void> {
  return format === "json" ? jsonText(values(rows, index)) : eventTable(cells(rows, index), format);
}

async function* values(rows: RowList, { records }: { readonly records: RecordStore }) {
  for (const { batch, codes } of batches(rows)) {
    const readings = await records.readAll(codes);
    const readingOf = new Map(codes.map((code, at) => [code, readings[at]]));
    yield batch.map((row) => (typeof row === "number" ? eventValue(readingOf.get(row)) : lineValue(exportedLine(row))));
  }
}

async function* cells(
  rows: RowList,
  { project, records }: { readonly project: ProjectIndex; readonly records: RecordStore },
) {
  const content = { project, withStored: false };
  for (const { batch, codes } of batches(rows)) {
    const readings = await records.readAll(codes);
    const summaries = await describeRecords({ project, records }, codes, readings);
    const summaryOf = new Map(codes.map((code, at) => [code, summaries[at] ?? ""]));
    yield batch.map((row) => {
      if (typeof row !== "number") return lineCells(exportedLine(row));
      const shown = eventRow(row, { reading: undefined, summary: summaryOf.get(row) ?? "" }, content);
      return eventCells({ ...shown, stream: shown.reference.stream });
    });
  }
}

function* batches(rows: RowList) {
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH).map(({ shows }) => shows);
    yield { batch, codes: batch.filter((row) => typeof row === "number") };
  }
}

/** A line that is no record, as the list shows it. Groups are not exported. */
function exportedLine(row: Exclude<ShownPlace, number>): ExportedLine {
  if (row.kind === "group") throw new TypeError("A group is exported by its events.");
  const { stream, line } = row;
  return {
    stream: stream.streamId,
    resourceName: nameOf(stream),
    file: projectFile(stream.scan, line.file),
    line,
  };
}

function fileOf(name: string, format: ListFormat): ExportedFile {
  const { mediaType, suffix } = MEDIA_TYPES[format];
  return { fileName: `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${suffix}`, mediaType };
}
