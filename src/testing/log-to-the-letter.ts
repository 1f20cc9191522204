import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/**
 * A second reader of the log's format, written from its description and sharing nothing with the store: what the store
 * appends has to satisfy it.
 */

const metadataSchema = z.strictObject({
  sequenceNumber: z.int().positive(),
  streamPosition: z.int().nonnegative().optional(),
  timestamp: z.string().optional(),
  prevEventHash: z
    .string()
    .regex(/^(sha256:)?[0-9a-f]{64}$/)
    .nullable()
    .optional(),
  checksum: z
    .string()
    .regex(/^(sha256:)?[0-9a-f]{64}$/)
    .optional(),
  correlationId: z.string().optional(),
});

const eventSchema = z.looseObject({
  type: z.string().regex(/^[a-z]+(:[a-z-]+|(\.[a-z]+)+)$/),
  resourceId: z.string().optional(),
  userId: z.string(),
  version: z.int(),
  payload: z.looseObject({}),
  id: z.string(),
  timestamp: z.iso.datetime({ precision: 3 }),
  metadata: z.never().optional(),
});

export interface LetterRecord {
  readonly shape: "nested" | "flat";
  readonly event: z.infer<typeof eventSchema>;
  readonly metadata: z.infer<typeof metadataSchema>;
  /** JSON of the event's own fields in the order in which they stand. */
  readonly eventText: string;
  readonly file: string;
  readonly offset: number;
}

export interface LetterStream {
  readonly id: string;
  readonly layout: "documented" | "shipped";
  /** Below the log's folder. */
  readonly shard: string;
  /** Below the log's folder, in order. */
  readonly files: readonly string[];
  readonly records: readonly LetterRecord[];
  /** How many records each file holds. */
  readonly recordsByFile: readonly number[];
  /** Lines that are no records, as text. */
  readonly malformed: readonly string[];
  /** Everything that is not as the format says, malformed lines apart. */
  readonly violations: readonly string[];
}

/** Reads every stream of a log. @param first how many records of each stream were there before and are not judged */
export async function readToTheLetter(
  projectFolder: string,
  first: ReadonlyMap<string, number> = new Map(),
): Promise<Map<string, LetterStream>> {
  const eventsDir = join(projectFolder, ".semiont", "events");
  if (!existsSync(eventsDir)) return new Map();
  const paths = (await readdir(eventsDir, { recursive: true })).filter((path) => path.endsWith(".jsonl")).sort();
  const streams = new Map<string, string[]>();
  for (const path of paths) {
    const folders = path.split("/");
    const name = folders.pop() ?? "";
    const key = /^events-\d{6}\.jsonl$/.test(name) ? folders.join("/") : path;
    streams.set(key, [...(streams.get(key) ?? []), path]);
  }
  const read = [...streams].map(([key, files]) => readStream(eventsDir, key, files, first));
  return new Map((await Promise.all(read)).map((stream) => [stream.id, stream]));
}

async function readStream(
  eventsDir: string,
  key: string,
  files: readonly string[],
  first: ReadonlyMap<string, number>,
): Promise<LetterStream> {
  const isSingle = key.endsWith(".jsonl");
  const parts = key.split("/");
  const name = parts.pop() ?? "";
  const id = isSingle ? name.slice(0, -".jsonl".length) : name;
  const records: LetterRecord[] = [];
  const recordsByFile: number[] = [];
  const malformed: string[] = [];
  for (const file of files) {
    const before = records.length;
    const bytes = await readFile(join(eventsDir, file));
    for (let offset = 0; offset < bytes.length; ) {
      const found = bytes.indexOf(0x0a, offset);
      const end = found < 0 ? bytes.length : found;
      const line = bytes.subarray(offset, end).toString("utf8");
      const record = readRecord(line, file, offset);
      if (record === undefined) malformed.push(line);
      else records.push(record);
      offset = end + 1;
    }
    recordsByFile.push(records.length - before);
  }
  const violations = judge(id, records, first.get(id) ?? 0);
  if (!isSingle) {
    const expected = files.map((_, index) => `${key}/events-${String(index + 1).padStart(6, "0")}.jsonl`);
    if (expected.join() !== files.join()) violations.push(`files ${files.join()} instead of ${expected.join()}`);
  }
  const layout = isSingle ? "documented" : "shipped";
  return { id, layout, shard: parts.join("/"), files, records, recordsByFile, malformed, violations };
}

function readRecord(line: string, file: string, offset: number): LetterRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const outer = z.looseObject({}).safeParse(value);
  if (!outer.success) return undefined;
  const isNested = outer.data.type === undefined;
  const { metadata, signature: _, ...fields } = z.record(z.string(), z.unknown()).parse(value);
  const own = isNested ? fields.event : fields;
  const event = eventSchema.safeParse(own);
  const checked = metadataSchema.safeParse(metadata);
  if (!event.success || !checked.success) return undefined;
  const eventText = JSON.stringify(own);
  return { shape: isNested ? "nested" : "flat", event: event.data, metadata: checked.data, eventText, file, offset };
}

/** Judges the records from the given one on; the one before is only linked to. */
function judge(id: string, records: readonly LetterRecord[], from: number): string[] {
  const violations: string[] = [];
  for (const [index, { event, metadata, eventText, offset, shape }] of records.entries()) {
    if (index < from) continue;
    const name = `${id} #${index + 1}`;
    const before = records[index - 1];
    const complain = (complaint: string) => violations.push(`${name}: ${complaint}`);
    if (metadata.sequenceNumber !== index + 1) complain(`has sequence number ${metadata.sequenceNumber}`);
    if ((event.resourceId ?? "__system__") !== id) complain(`belongs to ${event.resourceId}`);
    if (metadata.streamPosition !== undefined && metadata.streamPosition !== offset) {
      complain(`says it stands at ${metadata.streamPosition}, and stands at ${offset}`);
    }
    if (metadata.checksum !== undefined && bare(metadata.checksum) !== hash(eventText)) {
      complain("does not have its checksum");
    }
    if (metadata.checksum !== undefined && (metadata.prevEventHash ?? undefined) !== before?.metadata.checksum) {
      complain(`links to ${metadata.prevEventHash} instead of ${before?.metadata.checksum}`);
    }
    if (before !== undefined && before.shape !== shape) complain(`is ${shape} after ${before.shape}`);
    if (metadata.timestamp !== undefined && metadata.timestamp !== event.timestamp) complain("has two times");
  }
  return violations;
}

function bare(checksum: string): string {
  return checksum.replace(/^sha256:/, "");
}

function hash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
