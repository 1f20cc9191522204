import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Seeded, seeded, seededAnnotationId, seededEventId, seededResourceId } from "../scripts/samples/seeded.ts";
import { legacyShardPath } from "../src/main/event-store/log/shard.ts";
import { rotatedFileName } from "../src/main/event-store/log/stream-layout.ts";

export interface LargeLog {
  readonly resources: number;
  /** Of each resource. */
  readonly eventsEach: number;
  /** Characters added to every quote. */
  readonly padding?: number;
  readonly seed?: number;
  /** Every so many-th stream carries the scar of two appends at once. */
  readonly forkEvery?: number;
}

const RECORDS_PER_FILE = 10_000;
/** The one that was appended at the same moment as the one before it. */
const FORKED_RECORD = 10;
const WORDS = "the of and harbour needle ice wire Strand Lund Fulmar Ζεύς naïve Straße 北京 winter storm".split(" ");
const ENTITY_TYPES = ["Person", "Place", "Event", "Concept", "Vessel"] as const;
const USERS = ["did:web:example.com:users:admin%40example.com", "did:web:example.com:users:zoe"] as const;

/** Writes a project in the shipped format, chained, the same bytes for the same wish. @returns its size in bytes */
export async function makeLargeLog(projectFolder: string, wish: LargeLog): Promise<number> {
  const random = seeded(wish.seed ?? 1);
  const clock = { now: Date.UTC(2026, 3, 11) };
  const events = join(projectFolder, ".semiont", "events");
  await mkdir(events, { recursive: true });
  await writeFile(join(projectFolder, ".semiont", "config"), '[project]\nname = "Large"\n');
  const vocabulary = ENTITY_TYPES.map((entityType) => ["mark:entity-type-added", { entityType }] as const);
  let bytes = await writeStream(join(events, "__system__"), undefined, vocabulary, random, clock);
  for (let index = 0; index < wish.resources; index += 1) {
    const resourceId = seededResourceId(random);
    const folder = join(events, legacyShardPath(resourceId), resourceId);
    const isForked = wish.forkEvery !== undefined && index % wish.forkEvery === 0;
    bytes += await writeStream(folder, resourceId, history(resourceId, wish, random), random, clock, isForked);
  }
  return bytes;
}

type Step = readonly [type: string, payload: object];

function* history(resourceId: string, { eventsEach, padding = 250 }: LargeLog, random: Seeded): Generator<Step> {
  const annotations: string[] = [];
  const job = { jobId: `job-${seededAnnotationId(random)}`, jobType: "reference-annotation" };
  for (let index = 0; index < eventsEach; index += 1) {
    const place = index % 20;
    if (index === 0) yield ["yield:created", createdPayload(resourceId, random)];
    else if (place === 2) yield ["job:started", job];
    else if (place === 4 || place === 8 || place === 12) yield ["job:progress", { ...job, percentage: place * 5 }];
    else if (place === 14) yield ["job:completed", { ...job, foundCount: annotations.length }];
    else if (place === 16) yield ["mark:entity-tag-removed", { entityType: "Event" }];
    else if (place === 19) yield ["mark:entity-tag-added", { entityType: random.pick(ENTITY_TYPES) }];
    else if (place % 6 === 5 && annotations.length > 0) yield ["mark:body-updated", bodyPayload(annotations, random)];
    else yield ["mark:added", annotationPayload(resourceId, annotations, padding, random)];
  }
}

function createdPayload(resourceId: string, random: Seeded): object {
  return {
    name: text(20, random),
    format: "text/markdown",
    contentChecksum: `${seededResourceId(random)}${seededResourceId(random)}`,
    contentByteSize: random.between(100, 99_999),
    storageUri: `file://docs/${resourceId}.md`,
    creationMethod: "api",
    entityTypes: [],
    language: "en",
    isDraft: false,
  };
}

function annotationPayload(resourceId: string, annotations: string[], padding: number, random: Seeded): object {
  const id = seededAnnotationId(random);
  const start = random.between(0, 50_000);
  annotations.push(id);
  return {
    annotation: {
      "@context": "http://www.w3.org/ns/anno.jsonld",
      type: "Annotation",
      id,
      motivation: "linking",
      target: {
        source: resourceId,
        selector: [
          { type: "TextPositionSelector", start, end: start + 30 },
          { type: "TextQuoteSelector", exact: text(12 + padding, random), prefix: text(10, random) },
        ],
      },
      body: annotations.length % 2 === 1 ? [] : [{ type: "TextualBody", value: "Person", purpose: "tagging" }],
    },
  };
}

function bodyPayload(annotations: readonly string[], random: Seeded): object {
  const annotationId = annotations[random.between(Math.max(0, annotations.length - 12), annotations.length - 1)];
  const item = { type: "SpecificResource", source: seededResourceId(random), purpose: "linking" };
  return { annotationId, operations: [{ op: "add", item }] };
}

async function writeStream(
  folder: string,
  resourceId: string | undefined,
  steps: Iterable<Step>,
  random: Seeded,
  clock: { now: number },
  isForked = false,
): Promise<number> {
  let lines: string[] = [];
  let [file, sequenceNumber, bytes, offset] = [1, 0, 0, 0];
  let previous: string | undefined;
  let beforePrevious: string | undefined;
  const flush = async () => {
    if (lines.length === 0) return;
    const path = join(folder, rotatedFileName(file));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, lines.join(""));
    [lines, file, offset] = [[], file + 1, 0];
  };
  for (const [type, payload] of steps) {
    clock.now += random.between(0, 200);
    sequenceNumber += 1;
    const event = {
      type,
      ...(resourceId === undefined ? {} : { resourceId }),
      userId: random.pick(USERS),
      version: 1,
      payload,
      id: seededEventId(random),
      timestamp: new Date(clock.now).toISOString(),
    };
    const checksum = createHash("sha256").update(JSON.stringify(event)).digest("hex");
    const parent = isForked && sequenceNumber === FORKED_RECORD ? beforePrevious : previous;
    const link = parent === undefined ? {} : { prevEventHash: parent };
    const line = `${JSON.stringify({ ...event, metadata: { sequenceNumber, streamPosition: offset, ...link, checksum } })}\n`;
    beforePrevious = previous;
    previous = checksum;
    lines.push(line);
    bytes += Buffer.byteLength(line);
    offset += Buffer.byteLength(line);
    if (lines.length === RECORDS_PER_FILE) await flush();
  }
  await flush();
  return bytes;
}

function text(length: number, random: Seeded): string {
  let result = WORDS[random.between(0, WORDS.length - 1)] ?? "";
  while (result.length < length) result += ` ${WORDS[random.between(0, WORDS.length - 1)] ?? ""}`;
  return result;
}
