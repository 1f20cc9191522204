import { isRecordedObject } from "../../../../shared/events/recorded-value.ts";

/** What a migration touched in a record, in words: “type names and envelope”. Its content is known to be the same. */
export function describeRewrite(before: string, after: string): string {
  const [was, is] = [partsOf(before), partsOf(after)];
  if (was === null || is === null) return "the writing only";
  const touched = [
    ...(was.type === is.type ? [] : ["type names"]),
    ...(was.isNested === is.isNested ? [] : ["envelope"]),
    ...(was.metadata === is.metadata ? [] : ["metadata"]),
    ...(was.signature === is.signature ? [] : ["signatures"]),
  ];
  if (touched.length === 0) return "spacing and the order of fields only";
  const last = touched.pop();
  return touched.length === 0 ? `${last} only` : `${touched.join(", ")} and ${last}`;
}

function partsOf(line: string) {
  const value = parse(line);
  if (!isRecordedObject(value)) return null;
  const isNested = typeof value.type !== "string";
  const event = isNested && isRecordedObject(value.event) ? value.event : value;
  return {
    isNested,
    type: event.type,
    metadata: JSON.stringify(value.metadata),
    signature: JSON.stringify(value.signature),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
