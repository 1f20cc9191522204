import { recordedField, recordedText } from "../../../shared/events/recorded-value.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { RecordHeader } from "../../../shared/integrity/record-header.ts";
import { userName } from "../../../shared/projection/user-name.ts";

/** What the index keeps of a record's payload. */
export interface RecordDigest {
  readonly jobId: string | null;
  readonly annotationId: string | null;
  /** What a person may look for in the record besides its {@link headText}, in lower case, a line for each value. */
  readonly text: string;
}

/** What all records of one type and user are found by, in lower case. Kept once for all of them. */
export function headText({
  type,
  recordedType,
  userId,
}: Pick<RecordHeader, "type" | "recordedType" | "userId">): string {
  const lines = [type];
  if (recordedType !== type) lines.push(recordedType);
  if (userId !== "") lines.push(userId, userName(userId));
  return lines.join("\n").toLowerCase();
}

/** Fields whose values nobody searches for: numbers by the thousand, and contexts that are in every record. */
const UNSEARCHED = new Set(["embedding", "@context", "metadata", "type"]);
/** Longer values are searched in their first part. */
const LONGEST_VALUE = 20_000;
const DEEPEST = 32;

export function digestRecord({ event, metadata }: StoredEvent): RecordDigest {
  const { payload } = event;
  const jobId = recordedText(recordedField(payload, "jobId")) ?? null;
  const annotationId =
    recordedText(recordedField(payload, "annotationId")) ??
    recordedText(recordedField(recordedField(payload, "annotation"), "id")) ??
    null;
  const lines: string[] = [];
  if (event.id !== undefined) lines.push(event.id);
  if (metadata.correlationId !== undefined) lines.push(metadata.correlationId);
  collect(payload, lines, 0);
  return { jobId, annotationId, text: lines.join("\n").toLowerCase() };
}

function collect(value: unknown, lines: string[], depth: number): void {
  if (typeof value === "string") lines.push(value.length > LONGEST_VALUE ? value.slice(0, LONGEST_VALUE) : value);
  else if (typeof value === "number") lines.push(String(value));
  else if (typeof value === "object" && value !== null && depth < DEEPEST) {
    if (Array.isArray(value)) {
      for (const item of value) collect(item, lines, depth + 1);
    } else {
      for (const [key, item] of Object.entries(value)) if (!UNSEARCHED.has(key)) collect(item, lines, depth + 1);
    }
  }
}
