import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { z } from "zod";
import { legacyEventNames } from "../../../src/shared/events/legacy-names.ts";
import { type Damage, recordAt } from "./damage.ts";
import { chained, hashOf, type LogRecord, withEvent, withMetadata, writeLogRecord } from "./log-record.ts";

const ALTERED = { code: "checksum-mismatch", cause: "content-altered", severity: "suspect" } as const;
const RENAMED = { code: "checksum-mismatch", cause: "renamed-by-migration", severity: "explained" } as const;

/** Puts another text in the place of one that stands in a record, and leaves the checksum as it was. */
export function altersText(before: string, after: string): Damage {
  return (records) => {
    const line = records.findIndex((record) => JSON.stringify(record.event.payload).includes(before));
    const record = recordAt(records, line);
    const payload: unknown = JSON.parse(JSON.stringify(record.event.payload).replaceAll(before, after));
    return { lines: records.with(line, withEvent(record, { payload })), expected: [{ ...ALTERED, line }] };
  };
}

/** The checksum of a record taken out; the next record still names it. */
export const removesChecksum: Damage = (records) => {
  const line = 1;
  return {
    lines: records.with(line, withMetadata(recordAt(records, line), { checksum: undefined })),
    expected: [{ code: "checksum-mismatch", cause: "checksum-removed", severity: "suspect", line }],
  };
};

/** As a migration left it: hashed under the older names, flat, and named anew; the newest two records came later. */
export const renamesTypes: Damage = (records) => {
  const migrated = records.length - 2;
  const old = chained(records, 0, (event) => hashOf({ ...event, type: olderName(event) }));
  const kept = old.slice(0, migrated);
  const later = chained([...kept, ...records.slice(migrated)], migrated);
  const lines = later.map((record): LogRecord => ({ ...record, shape: "flat" }));
  return { lines, expected: kept.map((_, line) => ({ ...RENAMED, line })) };
};

function olderName(event: LogRecord["event"]): string {
  const [older] = legacyEventNames(z.string().parse(event.type));
  if (older === undefined) throw new Error(`${event.type} has no older name.`);
  return older;
}

/** Gives a record the id of the one before it, and hashes on from there. */
export const reusesEventId: Damage = (records) => {
  const line = 4;
  const changed = withEvent(recordAt(records, line), { id: recordAt(records, line - 1).event.id });
  return {
    lines: chained(records.with(line, changed), line),
    expected: [{ code: "duplicate-event-id", cause: "different-content", severity: "suspect", line }],
  };
};

/** A record of another resource, hashed into this stream as if it belonged here. */
export function takesInRecordOf(resourceId: string): Damage {
  return (records) => {
    const line = 3;
    return {
      lines: chained(records.with(line, withEvent(recordAt(records, line), { resourceId })), line),
      expected: [{ code: "foreign-record", cause: "other-resource", severity: "suspect", line }],
    };
  };
}

/** A machine whose clock was an hour behind for one event. */
export const setsClockBack: Damage = (records) => {
  const line = 5;
  const before = Date.parse(z.string().parse(recordAt(records, line - 1).event.timestamp));
  const timestamp = new Date(before - 3_600_000).toISOString();
  return {
    lines: chained(records.with(line, withEvent(recordAt(records, line), { timestamp })), line),
    expected: [{ code: "clock-backwards", cause: "clock", severity: "info", line }],
  };
};

/** A newer version goes on in its own envelope. */
export const changesShape: Damage = (records) => {
  const line = Math.floor(records.length / 2);
  return {
    lines: records.map((record, index): LogRecord => (index < line ? record : { ...record, shape: "flat" })),
    expected: [{ code: "shape-change", cause: "era", severity: "info", line }],
  };
};

/** Two signed records: the signature of the first is its own, that of the second belongs to the first. */
export const signsFalsely: Damage = (records) => {
  const signature = signatureOf(recordAt(records, 1));
  const [own, borrowed] = [1, 2];
  return {
    lines: records.map((record, index) => (index === own || index === borrowed ? { ...record, signature } : record)),
    expected: [{ code: "signature", cause: "invalid", severity: "suspect", line: borrowed }],
  };
};

/** A signature in a form that nobody can check. */
export const signsUnreadably: Damage = (records) => ({
  lines: records.with(1, { ...recordAt(records, 1), signature: "initialled E. S." }),
  expected: [{ code: "signature", cause: "unverifiable", severity: "info", line: 1 }],
});

/** PKCS 8 of an ed25519 key up to the 32 bytes that follow (RFC 8410). */
const KEY_START = "302e020100300506032b657004220420";

function signatureOf({ event }: LogRecord) {
  // A key that protects nothing: its bytes are those of a sentence.
  const seed = Buffer.from("This key signs for the sample only").subarray(0, 32);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from(KEY_START, "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });
  return {
    algorithm: "ed25519",
    publicKey: createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64"),
    signature: sign(null, Buffer.from(JSON.stringify(event)), key).toString("base64"),
  };
}

/** The last record cut short, as by a machine that lost power. */
export const tearsTail: Damage = (records) => {
  const line = records.length - 1;
  const text = writeLogRecord(recordAt(records, line));
  return {
    lines: [...records.slice(0, line), text.slice(0, Math.floor(text.length / 2))],
    expected: [{ code: "malformed-line", cause: "torn-tail", severity: "explained", line }],
    endsTorn: true,
  };
};

/** An append that was cut short, and done again on the next line. */
export const tearsAndContinues: Damage = (records) => {
  const line = 6;
  const text = writeLogRecord(recordAt(records, line));
  return {
    lines: [...records.slice(0, line), text.slice(0, Math.floor(text.length / 3)), ...records.slice(line)],
    expected: [{ code: "malformed-line", cause: "torn-append", severity: "explained", line }],
  };
};

/** Bytes in the middle of a line overwritten: the record is lost, and the next one links to nothing. */
export const overwritesBytes: Damage = (records) => {
  const line = 4;
  const text = writeLogRecord(recordAt(records, line));
  const start = text.indexOf('"event":') + '"event":'.length;
  const overwritten = `${text.slice(0, start)}${"#".repeat(64)}${text.slice(start + 64)}`;
  return {
    lines: [...records.slice(0, line), overwritten, ...records.slice(line + 1)],
    expected: [
      { code: "malformed-line", cause: "corrupt-line", severity: "suspect", line },
      { code: "link-mismatch", cause: "record-missing", severity: "suspect", line: line + 1 },
    ],
  };
};
