import type { Finding } from "./finding.ts";
import { type CodeAndCause, describeCause } from "./finding-causes.ts";
import { findingId } from "./finding-id.ts";
import type { RecordHeader, StreamScan } from "./record-header.ts";

/** Where the log stands in a project: findings name files from the project's folder. */
const LOG_FOLDER = ".semiont/events";

interface Place {
  readonly file: number | undefined;
  readonly line: number | null;
  readonly offset: number | null;
  readonly sequence: number | null;
  readonly eventId: string | null;
}

interface Seen {
  /** What is there, in one sentence. */
  readonly what: string;
  readonly expected?: string | number | null | undefined;
  readonly actual?: string | number | null | undefined;
  readonly related?: Finding["related"];
}

/** A finding about one record of a stream. */
export function recordFinding(scan: StreamScan, record: RecordHeader, kind: CodeAndCause, seen: Seen): Finding {
  return placedFinding(scan, kind, seen, {
    file: record.file,
    line: record.line,
    offset: record.offset,
    sequence: record.sequence,
    eventId: record.eventId === "" ? null : record.eventId,
  });
}

/** A finding about a place in a stream that is no record, or about the stream as a whole. */
export function placedFinding(scan: StreamScan, { code, cause }: CodeAndCause, seen: Seen, place: Place): Finding {
  const { severity, explanation } = describeCause(code, cause);
  const path = place.file === undefined ? undefined : scan.files[place.file]?.path;
  const [expected, actual] = [textOf(seen.expected), textOf(seen.actual)];
  return {
    id: findingId(code, path ?? scan.streamId, place.offset ?? 0, expected, actual),
    code,
    cause,
    severity,
    stream: scan.streamId,
    file: path === undefined ? null : `${LOG_FOLDER}/${path}`,
    line: place.line,
    offset: place.offset,
    sequence: place.sequence,
    eventId: place.eventId,
    expected,
    actual,
    message: `${seen.what} ${explanation}`,
    ...(seen.related === undefined ? {} : { related: seen.related }),
  };
}

/** How other findings point at a record. */
export function relatedRecord(scan: StreamScan, record: RecordHeader): NonNullable<Finding["related"]>[number] {
  return {
    stream: scan.streamId,
    file: `${LOG_FOLDER}/${scan.files[record.file]?.path ?? ""}`,
    line: record.line,
    sequence: record.sequence,
    eventId: record.eventId === "" ? null : record.eventId,
  };
}

function textOf(value: string | number | null | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}
