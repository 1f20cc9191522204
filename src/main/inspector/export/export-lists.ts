import { ContractError } from "../../../shared/ipc/errors.ts";
import type { ExportedDocument } from "../../../shared/ipc/model/integrity.ts";
import type { ResourceRow } from "../../../shared/ipc/model/resources.ts";
import type { EventCode, ProjectIndex } from "../index/project-index.ts";
import type { RecordStore } from "../index/record-store.ts";
import { eventRow, storedValue } from "../timeline/event-rows.ts";
import { type Cell, csv, markdownTable } from "./write-csv.ts";

export type ListFormat = "json" | "csv" | "markdown";

const MEDIA_TYPES: Readonly<Record<ListFormat, { readonly mediaType: string; readonly suffix: string }>> = {
  json: { mediaType: "application/json", suffix: "json" },
  csv: { mediaType: "text/csv", suffix: "csv" },
  markdown: { mediaType: "text/markdown", suffix: "md" },
};

/** Documents travel to the page whole, so that there is a limit to them. */
const MOST_BYTES = 64 * 1024 * 1024;
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
  return documentOf(`${project}-resources`, content, format);
}

/** @throws ContractError when the document would be too large to hand over */
export async function exportEvents(
  name: string,
  codes: readonly EventCode[],
  { project, records }: { readonly project: ProjectIndex; readonly records: RecordStore },
  format: ListFormat,
): Promise<ExportedDocument> {
  const header = ["stream", "resource", "sequence", "time", "type", "user", "summary", "event id", "proof"];
  const parts: string[] = [];
  let bytes = 0;
  for (let from = 0; from < codes.length; from += BATCH) {
    const batch = codes.slice(from, from + BATCH);
    const readings = await records.readAll(batch);
    const content = { project, withStored: false };
    const rows = batch.map((code, index) => eventRow(code, readings[index], content));
    const part =
      format === "json"
        ? readings
            .map((reading) => JSON.stringify(reading.ok ? storedValue(reading) : { problem: reading.reason }))
            .join(",\n")
        : rowsOnly(
            header,
            rows.map((row): Cell[] => [
              ...[row.reference.stream, row.resourceName, row.sequence, row.timestamp, row.type, row.userName],
              ...[row.summary, row.eventId, row.proof],
            ]),
            format,
          );
    parts.push(part);
    bytes += part.length;
    if (bytes > MOST_BYTES) {
      throw new ContractError({
        code: "unsupported",
        message: `These ${codes.length} events are too many to export at once.`,
        advice: "Narrow the list with a filter, or use the command line: it writes as much as there is.",
      });
    }
  }
  const content = format === "json" ? `[\n${parts.join(",\n")}\n]\n` : table(header, [], format) + parts.join("");
  return documentOf(name, content, format);
}

function table(header: readonly string[], rows: readonly (readonly Cell[])[], format: "csv" | "markdown"): string {
  return format === "csv" ? csv(header, rows) : markdownTable(header, rows);
}

function rowsOnly(header: readonly string[], rows: readonly (readonly Cell[])[], format: "csv" | "markdown"): string {
  return table(header, rows, format).slice(table(header, [], format).length);
}

function documentOf(name: string, content: string, format: ListFormat): ExportedDocument {
  const { mediaType, suffix } = MEDIA_TYPES[format];
  return { fileName: `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${suffix}`, mediaType, content };
}
