import { type Damage, recordAt } from "./damage.ts";
import { hashOf, type LogRecord, sequenceOf, withMetadata } from "./log-record.ts";

const BESIDE = { code: "link-mismatch", cause: "neighbour-misplaced", severity: "explained" } as const;

/** The same line twice, as a merge leaves it that took it from both sides. */
export const copiesRecord: Damage = (records) => {
  const line = 6;
  const kind = { cause: "copied", severity: "explained", line } as const;
  return {
    lines: records.toSpliced(line, 0, recordAt(records, line - 1)),
    expected: [
      { ...kind, code: "link-mismatch" },
      { ...kind, code: "sequence-duplicate" },
      { ...kind, code: "duplicate-event-id" },
    ],
  };
};

/** Two lines exchanged, links and all: the first of them is the one that was moved. */
export const swapsRecords: Damage = (records) => {
  const line = 2;
  const [first, second] = [recordAt(records, line), recordAt(records, line + 1)];
  return {
    lines: records.with(line, second).with(line + 1, first),
    expected: [
      { code: "link-mismatch", cause: "record-moved", severity: "suspect", line },
      { code: "sequence-out-of-order", cause: "unproven", severity: "suspect", line },
      { ...BESIDE, line: line + 1 },
      { code: "clock-backwards", cause: "clock", severity: "info", line: line + 1 },
      { ...BESIDE, line: line + 2 },
    ],
  };
};

/** A tag that no writer of this log gave, between two records and with the number of the second. */
export const putsRecordIn: Damage = (records) => {
  const line = 5;
  const next = recordAt(records, line);
  const event: LogRecord["event"] = {
    ...recordAt(records, line - 1).event,
    id: "5d0c6a1e-93b7-4c0f-8a52-7f1be0d3c913",
    type: "mark:entity-tag-added",
    userId: "did:web:aurora-station.example:users:nobody",
    payload: { entityType: "Letter" },
  };
  const putIn: LogRecord = {
    shape: "nested",
    event,
    metadata: {
      sequenceNumber: sequenceOf(next),
      streamPosition: next.metadata.streamPosition,
      prevEventHash: hashOf({ ...event, payload: { entityType: "Notebook" } }),
      checksum: hashOf(event),
    },
  };
  return {
    lines: records.toSpliced(line, 0, putIn),
    expected: [
      { code: "link-mismatch", cause: "record-inserted", severity: "suspect", line },
      { code: "sequence-duplicate", cause: "unproven", severity: "suspect", line },
      { ...BESIDE, line: line + 1 },
    ],
  };
};

/** A writer that leaves the link out where it begins, and that once began again without reading the end. */
export const restartsWriter: Damage = (records) => {
  const line = 5;
  const begins = new Set([0, line]);
  return {
    lines: records.map(
      (record, index): LogRecord => ({
        ...(begins.has(index) ? withMetadata(record, { prevEventHash: undefined }) : record),
        shape: "flat",
      }),
    ),
    expected: [{ code: "link-mismatch", cause: "writer-restart", severity: "explained", line }],
  };
};
