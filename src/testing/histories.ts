import fc from "fast-check";
import type { BodyItem, BodyOperation } from "../shared/events/annotation.ts";
import {
  EVENT_CATALOGUE,
  EVENT_TYPES,
  type EventInput,
  type EventType,
  type PayloadOf,
} from "../shared/events/catalogue.ts";
import { CREATION_METHODS } from "../shared/events/creation-methods.ts";
import { checkEventInput } from "../shared/events/event-input.ts";
import { SYSTEM_STREAM } from "../shared/events/ids.ts";
import type { StoredEvent } from "../shared/events/stored-event.ts";

/** An event to append, and the time that has passed since the one before it, in milliseconds. */
export interface HistoryStep {
  readonly event: EventInput;
  readonly elapsed: number;
}

/** What was appended to a whole knowledge base, in order. */
export type History = readonly HistoryStep[];

export interface HistoryOptions {
  readonly resourceIds?: readonly string[];
  readonly types?: readonly EventType[];
  readonly maxLength?: number;
}

/** Few enough of each that events meet: a removal finds its annotation, a move the place another resource wants. */
const RESOURCE_IDS = ["9bca89beafc3139df1fc1162c2be9ea1", "ab", "naïve-資料_1.v2"];
const USER_IDS = ["did:web:example.com:users:admin%40example.com", "did:web:x:users:100%", "cmmvann9g0000"];
const START = Date.UTC(2026, 3, 11, 9);

const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("Person", "Troy", "Ζεύς 🏳️‍🌈", "two\nlines", "\u2028\u2029", "", "__proto__"),
  },
  fc.string({ unit: "binary", maxLength: 12 }),
);
const annotationId = fc.constantFrom("a1", "a2", "a3", "__proto__");
const entityType = fc.constantFrom("Person", "Event", "人", "e\u0301", "\u00e9", "10", "9");
const uri = fc.constantFrom("file://a.md", "file://b.md", "file://ñandú 50%.md");
const checksum = fc.constantFrom("c1", "c2", "c3");
const count = fc.nat({ max: 1000 });
const purpose = fc.constantFrom("tagging", "linking");

const bodyItem: fc.Arbitrary<BodyItem> = fc.oneof(
  fc.record(
    { type: fc.constant("TextualBody" as const), value: text, purpose, language: fc.constant("de") },
    { requiredKeys: ["type", "value"] },
  ),
  fc.record(
    { type: fc.constant("SpecificResource" as const), source: fc.constantFrom(...RESOURCE_IDS), purpose },
    { requiredKeys: ["type", "source"] },
  ),
);

const bodyOperation: fc.Arbitrary<BodyOperation> = fc.oneof(
  fc.record({ op: fc.constant("add" as const), item: bodyItem }),
  fc.record({ op: fc.constant("remove" as const), item: bodyItem }),
  fc.record({ op: fc.constant("replace" as const), oldItem: bodyItem, newItem: bodyItem }),
);

const annotation = fc.record(
  {
    "@context": fc.constant("http://www.w3.org/ns/anno.jsonld"),
    type: fc.constant("Annotation" as const),
    id: annotationId,
    motivation: fc.constantFrom("linking", "tagging"),
    target: fc.record({ source: fc.constantFrom(...RESOURCE_IDS), selector: fc.record({ exact: text }) }),
    body: fc.oneof(bodyItem, fc.array(bodyItem, { maxLength: 3 })),
    modified: fc.constant("2026-01-01T00:00:00.000Z"),
  },
  { requiredKeys: ["@context", "type", "id", "motivation", "target"] },
);

const representation = fc.record(
  { mediaType: fc.constant("image/png"), checksum, rel: fc.constant("thumbnail") },
  { requiredKeys: ["mediaType"] },
);

const content = {
  name: text,
  format: fc.constantFrom("text/markdown", "text/plain; charset=utf-8"),
  contentChecksum: checksum,
  contentByteSize: count,
  entityTypes: fc.array(entityType, { maxLength: 3 }),
  language: fc.constantFrom("en", "de"),
};

const created = fc.record(
  {
    ...content,
    creationMethod: fc.constantFrom(...Object.values(CREATION_METHODS)),
    storageUri: uri,
    isDraft: fc.boolean(),
    generatedFrom: fc.oneof(annotationId, fc.record({ resourceId: fc.constantFrom(...RESOURCE_IDS), annotationId })),
    generationPrompt: text,
    generator: fc.record({ name: text }),
  },
  { requiredKeys: ["name", "format", "contentChecksum", "creationMethod"] },
);

const cloned = fc.record(
  {
    ...content,
    parentResourceId: fc.constantFrom(...RESOURCE_IDS),
    creationMethod: fc.constant(CREATION_METHODS.CLONE),
  },
  { requiredKeys: ["name", "format", "contentChecksum", "parentResourceId", "creationMethod"] },
);

const job = { jobId: fc.constantFrom("job-1", "job-2"), jobType: fc.constant("reference-annotation") };
const jobKeys: ["jobId", "jobType"] = ["jobId", "jobType"];

const embedding = fc.record({
  chunkIndex: count,
  chunkText: text,
  embedding: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 4 }),
  model: fc.constant("voyage-3"),
  dimensions: fc.constant(4),
});

/** One payload arbitrary for every event type there is; the compiler asks for those of new types. */
const payloads: { readonly [T in EventType]: fc.Arbitrary<PayloadOf<T>> } = {
  "yield:created": created,
  "yield:cloned": cloned,
  "yield:updated": fc.record(
    { contentChecksum: checksum, contentByteSize: count },
    { requiredKeys: ["contentChecksum"] },
  ),
  "yield:moved": fc.record({ fromUri: uri, toUri: uri }),
  "yield:representation-added": fc.record({ representation }),
  "yield:representation-removed": fc.record({ checksum }),
  "mark:added": fc.record({ annotation }),
  "mark:removed": fc.record({ annotationId }),
  "mark:body-updated": fc.record({ annotationId, operations: fc.array(bodyOperation, { maxLength: 3 }) }),
  "mark:archived": fc.record({ reason: text }, { requiredKeys: [] }),
  "mark:unarchived": fc.constant({}),
  "mark:entity-tag-added": fc.record({ entityType }),
  "mark:entity-tag-removed": fc.record({ entityType }),
  "mark:entity-type-added": fc.record({ entityType }),
  "frame:tag-schema-added": fc.record({
    schema: fc.record({ id: fc.constantFrom("irac", "imrad", "__proto__"), name: text }),
  }),
  "job:started": fc.record({ ...job, totalSteps: count }, { requiredKeys: jobKeys }),
  "job:progress": fc.record(
    { ...job, percentage: count, message: text, progress: fc.jsonValue() },
    { requiredKeys: [...jobKeys, "percentage"] },
  ),
  "job:completed": fc.record({ ...job, foundCount: count, result: fc.jsonValue() }, { requiredKeys: jobKeys }),
  "job:failed": fc.record({ ...job, error: text }),
  "embedding:computed": embedding,
  "embedding:deleted": fc.record({ annotationId }, { requiredKeys: [] }),
};

/** Histories that the store accepts, of all event types unless told otherwise, over a few resources. */
export function histories(options: HistoryOptions = {}): fc.Arbitrary<History> {
  const { resourceIds = RESOURCE_IDS, types = EVENT_TYPES, maxLength = 40 } = options;
  const step = fc.constantFrom(...types).chain((type) =>
    fc.record({
      event: fc
        .record({
          payload: payloads[type],
          userId: fc.constantFrom(...USER_IDS),
          resourceId: fc.constantFrom(...resourceIds),
        })
        .map(({ resourceId, ...authored }) =>
          accepted({
            type,
            ...(EVENT_CATALOGUE[type].scope === "resource" ? { resourceId } : {}),
            version: 1,
            ...authored,
          }),
        ),
      elapsed: fc.constantFrom(0, 0, 1, 1000),
    }),
  );
  return fc.array(step, { maxLength });
}

/** The history as the store would hold it in memory, by stream, without hashes. Times and ids count up. */
export function storedStreams(history: History): Map<string, StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>();
  let time = START;
  for (const [index, { event, elapsed }] of history.entries()) {
    time += elapsed;
    const stream = streams.get(event.resourceId ?? SYSTEM_STREAM) ?? [];
    stream.push({
      event: { ...event, id: `event-${index}`, timestamp: new Date(time).toISOString() },
      metadata: { sequenceNumber: stream.length + 1 },
    });
    streams.set(event.resourceId ?? SYSTEM_STREAM, stream);
  }
  return streams;
}

function accepted(value: unknown): EventInput {
  const check = checkEventInput(value);
  if (!check.ok) throw new Error(`The generator made an event that the store refuses: ${check.problems.join(" ")}`);
  return check.event;
}
