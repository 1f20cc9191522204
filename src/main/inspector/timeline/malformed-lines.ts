import { type CompiledFilter, compileFilter, type FilterField } from "../../../shared/filter/compile-filter.ts";
import type { Filter } from "../../../shared/filter/filter.ts";
import { holdsSought, type Sought } from "../../../shared/filter/sought.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import type { MalformedLine } from "../../../shared/integrity/record-header.ts";
import { nameOf, projectFile, type StreamIndex } from "../index/stream-index.ts";
import { EVENT_FIELDS } from "./event-fields.ts";

/** A line that is no record, with the stream it stands in. */
export interface MalformedPlace {
  readonly kind: "malformed";
  readonly stream: StreamIndex;
  readonly line: MalformedLine;
}

/** Which lines a filter of events lets through: they have a place, a size, a finding and a text, and nothing else of an event. */
export function lineFilter(filter: Filter, now: number): CompiledFilter<MalformedPlace>["accepts"] {
  const word = (sought: Sought) => (place: MalformedPlace) => holdsSought(textOf(place), sought);
  return compileFilter(filter, LINE_FIELDS, { word, now }).accepts;
}

const OWN_FIELDS: Readonly<Record<string, FilterField<MalformedPlace>>> = {
  resource: { kind: "text", read: ({ stream }) => [stream.streamId, nameOf(stream)] },
  finding: { kind: "text", whole: true, read: (place) => findingWord(place) },
  bytes: { kind: "number", read: ({ line }) => line.length },
};

const LINE_FIELDS = Object.fromEntries(
  Object.entries(EVENT_FIELDS).map(([key, field]) => [key, OWN_FIELDS[key] ?? fieldOfLines(key, field)]),
);

/** The time of a line is that of the record before it, by which it stands in its place; other values of events it has none. */
function fieldOfLines<Row>(key: string, field: FilterField<Row>): FilterField<MalformedPlace> {
  switch (field.kind) {
    case "text":
      return { kind: "text", read: () => null };
    case "number":
      return { kind: "number", read: () => null };
    case "flag":
      return {
        kind: "flag",
        flags: Object.fromEntries(
          Object.keys(field.flags).map((flag) => [flag, (place) => hasFlag(place, `${key}:${flag}`)]),
        ),
      };
    default:
      return { kind: field.kind, read: timeOf };
  }
}

function hasFlag({ stream }: MalformedPlace, flag: string): boolean {
  return flag === "has:finding" || (flag === "is:system" && stream.isSystem);
}

function timeOf({ stream, line }: MalformedPlace): number | null {
  const time = stream.times[Math.max(0, line.recordsBefore - 1)];
  return time === undefined || Number.isNaN(time) ? null : time;
}

function findingWord(place: MalformedPlace): string {
  const severity = findingOf(place)?.severity ?? "suspect";
  return severity === "info" ? "note" : severity;
}

function textOf({ stream, line }: MalformedPlace): string {
  const texts = [stream.streamId, nameOf(stream), projectFile(stream.scan, line.file), line.reason, line.excerpt];
  return texts.join("\n").toLowerCase();
}

const known = new WeakMap<StreamIndex, ReadonlyMap<string, Finding>>();

/** What the check says of a line. */
export function findingOf({ stream, line }: MalformedPlace): Finding | undefined {
  const findings =
    known.get(stream) ??
    new Map(
      stream.findings.flatMap((finding) =>
        finding.code === "malformed-line" ? [[`${finding.file}:${finding.line}`, finding] as const] : [],
      ),
    );
  known.set(stream, findings);
  return findings.get(`${projectFile(stream.scan, line.file)}:${line.line}`);
}
