import type { RecordHeader } from "./record-header.ts";

/** Whether two records are the same as wholes: event, number, link and everything else that was written. */
export function isCopyOf(record: RecordHeader, other: RecordHeader): boolean {
  return (
    contentHash(record) === contentHash(other) &&
    record.checksum === other.checksum &&
    record.prevEventHash === other.prevEventHash &&
    record.sequence === other.sequence &&
    record.eventId === other.eventId &&
    record.recordedType === other.recordedType &&
    record.correlationId === other.correlationId &&
    record.shape === other.shape &&
    record.length === other.length
  );
}

/** SHA-256 of the event as it stands. */
export function contentHash({ actualChecksum, checksum }: RecordHeader): string | undefined {
  return actualChecksum ?? checksum;
}

/** Later copies of whole records, each with the index of the first. */
export function findCopies(records: readonly RecordHeader[]): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const copies = new Map<number, number>();
  records.forEach((record, index) => {
    const content = contentHash(record);
    if (content === undefined) return;
    const first = firsts.get(content);
    const original = first === undefined ? undefined : records[first];
    if (first === undefined) firsts.set(content, index);
    else if (original !== undefined && isCopyOf(record, original)) copies.set(index, first);
  });
  return copies;
}
