import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** One of the ways in which logs have been written, to begin a test with. */
export interface LogEra {
  readonly name: string;
  readonly layout: "documented" | "shipped";
  readonly shape: "nested" | "flat";
  readonly names: "current" | "dotted" | "frame";
  readonly hashes: "bare" | "prefixed" | "none";
  readonly firstLink: "null" | "absent";
  readonly metadataTimestamp: boolean;
  /** Records in a rotated file. */
  readonly recordsPerFile: number;
}

const documented: LogEra = {
  name: "documented 0.4.15",
  layout: "documented",
  shape: "nested",
  names: "current",
  hashes: "bare",
  firstLink: "null",
  metadataTimestamp: false,
  recordsPerFile: 10_000,
};
const shipped: LogEra = {
  ...documented,
  name: "shipped 0.4.15",
  layout: "shipped",
  shape: "flat",
  firstLink: "absent",
};
const dotted: LogEra = { ...documented, name: "dotted", names: "dotted", firstLink: "absent", metadataTimestamp: true };

export const LOG_ERAS: readonly LogEra[] = [
  documented,
  { ...documented, name: "documented, flat records", shape: "flat", firstLink: "absent" },
  { ...documented, name: "documented, prefixed hashes", hashes: "prefixed" },
  { ...dotted, name: "up to 0.4.14, one file a stream" },
  { ...dotted, name: "up to 0.4.14, rotated", layout: "shipped" },
  shipped,
  { ...shipped, name: "shipped, prefixed hashes", hashes: "prefixed" },
  { ...shipped, name: "shipped, rotated after 3", recordsPerFile: 3 },
  { ...shipped, name: "0.4.18 and later", hashes: "none" },
  { ...shipped, name: "0.4.18 and later, frame names", hashes: "none", names: "frame" },
];

const CURRENT = { created: "yield:created", tagged: "mark:entity-tag-added", system: "mark:entity-type-added" };
const NAMES = {
  current: CURRENT,
  dotted: { created: "resource.created", tagged: "entitytag.added", system: "entitytype.added" },
  frame: { ...CURRENT, system: "frame:entity-type-added" },
};

/** The shard of an id as shipped stores place it; written down here a second time on purpose. */
export function shippedShard(id: string): string {
  let hash = 0;
  for (const unit of Array.from({ length: id.length }, (_, index) => id.charCodeAt(index))) {
    hash = ((hash << 5) - hash + unit) | 0;
  }
  const hex = (Math.abs(hash) % 65_536).toString(16).padStart(4, "0");
  return `${hex.slice(0, 2)}/${hex.slice(2)}`;
}

/** The first file of a stream that this module writes, below the log's folder. */
export function fileOfStream(era: LogEra, id: string, number = 1): string {
  const place = id === "__system__" ? id : `${shippedShard(id)}/${id}`;
  return era.layout === "documented" ? `${place}.jsonl` : `${place}/events-${String(number).padStart(6, "0")}.jsonl`;
}

/** Writes a stream of so many events in the way of an era, as that era's writer would have. */
export async function writeStream(projectFolder: string, era: LogEra, id: string, length: number): Promise<void> {
  const lines: string[] = [];
  let previous: string | undefined;
  let offset = 0;
  for (let number = 1; number <= length; number += 1) {
    if ((number - 1) % era.recordsPerFile === 0) offset = 0;
    const event = eventOf(era, id, number);
    const hash = createHash("sha256").update(JSON.stringify(event)).digest("hex");
    const checksum = era.hashes === "none" ? undefined : era.hashes === "bare" ? hash : `sha256:${hash}`;
    const link = previous ?? (era.firstLink === "null" ? null : undefined);
    const metadata = {
      sequenceNumber: number,
      streamPosition: offset,
      ...(era.metadataTimestamp ? { timestamp: event.timestamp } : {}),
      ...(era.hashes === "none" ? {} : { prevEventHash: link, checksum }),
    };
    const line = `${JSON.stringify(era.shape === "nested" ? { event, metadata } : { ...event, metadata })}\n`;
    lines.push(line);
    offset += Buffer.byteLength(line);
    previous = checksum;
  }
  for (let first = 0, file = 1; first < lines.length; first += era.recordsPerFile, file += 1) {
    const path = join(projectFolder, ".semiont", "events", fileOfStream(era, id, file));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, lines.slice(first, first + era.recordsPerFile).join(""));
  }
}

function eventOf(era: LogEra, id: string, number: number) {
  const names = NAMES[era.names];
  const authored =
    id === "__system__"
      ? { type: names.system, userId: "did:web:x", version: 1, payload: { entityType: `E${number}` } }
      : number === 1
        ? { type: names.created, resourceId: id, userId: "did:web:x", version: 1, payload: creation(id) }
        : {
            type: names.tagged,
            resourceId: id,
            userId: "did:web:x",
            version: 1,
            payload: { entityType: `T${number}` },
          };
  return {
    ...authored,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    timestamp: new Date(Date.UTC(2026, 3, 11) + number * 1000).toISOString(),
  };
}

function creation(id: string) {
  return { name: `Name of ${id}`, format: "text/plain", contentChecksum: "c", creationMethod: "api" };
}
