import { currentEventName } from "../../events/legacy-names.ts";
import { readRecord } from "../../events/read-record.ts";
import { isRecordedObject } from "../../events/recorded-value.ts";

/** A line of one version of a file, as far as versions are compared by it. */
export interface RecordedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** The event's id; undefined for what is no record or has none. */
  readonly eventId: string | undefined;
  readonly type: string | undefined;
  readonly sequence: number | undefined;
  readonly checksum: string | undefined;
  readonly correlationId: string | undefined;
}

/** The lines of a version. Line breaks of either kind and a byte order mark are no part of them; blank ones are left out. */
export function recordedLines(text: string): readonly RecordedLine[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line, index) => {
      const bare = line.endsWith("\r") ? line.slice(0, -1) : line;
      return bare.trim() === "" ? [] : [readLine(bare, index + 1)];
    });
}

function readLine(text: string, line: number): RecordedLine {
  const reading = readRecord(parse(text));
  if (!reading.ok) {
    const unknown = { eventId: undefined, type: undefined, sequence: undefined };
    return { line, text, ...unknown, checksum: undefined, correlationId: undefined };
  }
  const { event, metadata } = reading.stored;
  return {
    line,
    text,
    eventId: event.id === "" ? undefined : event.id,
    type: currentEventName(event.type),
    sequence: metadata.sequenceNumber,
    checksum: metadata.checksum,
    correlationId: metadata.correlationId,
  };
}

/** What a record says, whatever envelope and era it is written in. */
export interface RecordedContent {
  /** The event under today's name, keys in order: equal for equal content. */
  readonly content: string;
  /** The event as its line has it; undefined for what is no record. */
  readonly eventText: string | undefined;
}

/** Read again from the line when it is asked for: kept, it would take the place of every version several times. */
export function contentOf({ text }: RecordedLine): RecordedContent {
  const reading = readRecord(parse(text));
  if (!reading.ok) return { content: text, eventText: undefined };
  const { event } = reading.stored;
  return { content: canonicalText(event), eventText: JSON.stringify({ ...event, type: reading.recordedType }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON with the keys of every object in the order of their code units. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecordedObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
