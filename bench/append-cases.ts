import {
  createEventStore,
  EventBus,
  type EventInput,
  EventLog,
  openProject,
  resourceId,
  userId,
} from "../src/main/event-store/index.ts";
import { type BenchCase, type BenchFolders, timed } from "./case.ts";

const APPENDS = 5_000;
const MANY_APPENDS = 20_000;
const MANY_RESOURCES = 2_000;
const CONCURRENT = 100;

/** The rows of the table that write. Upstream's figures are those of its version 0.4.15 on Node 24, ext4, 2 cores. */
export const appendCases: Readonly<Record<string, BenchCase>> = {
  "append-one-views": {
    title: "5,000 appends to one growing resource, views on, every append on disk",
    unit: "events/s",
    upstream: [59, 71],
    goal: 30,
    measure: (folders) => appendGrowing(folders, "disk"),
  },
  "append-one-views-os": {
    title: "the same, without waiting for the disk",
    unit: "events/s",
    upstream: [59, 71],
    goal: 30,
    measure: (folders) => appendGrowing(folders, "os"),
  },
  "append-log-os": {
    title: "5,000 appends, log only, without waiting for the disk",
    unit: "events/s",
    upstream: [3_500, 3_900],
    goal: 2,
    measure: (folders) => appendToLog(folders, "os", 1),
  },
  "append-log-disk": {
    title: "5,000 appends, log only, every append on disk, one after the other",
    unit: "events/s",
    measure: (folders) => appendToLog(folders, "disk", 1),
  },
  "append-log-group": {
    title: `5,000 appends, log only, every append on disk, ${CONCURRENT} at a time`,
    unit: "events/s",
    measure: (folders) => appendToLog(folders, "disk", CONCURRENT),
  },
  "append-many-views": {
    title: "20,000 appends over 2,000 resources, views on",
    unit: "events/s",
    upstream: [730, 980],
    goal: 5,
    measure: appendToMany,
  },
};

async function appendGrowing({ scratch }: BenchFolders, durability: "disk" | "os") {
  const project = await openProject(scratch, { stateDir: `${scratch}/state` });
  const store = createEventStore(project, new EventBus(), undefined, { durability });
  const times: number[] = [];
  const total = await timed(async () => {
    await store.appendEvent(createdEvent("growing"));
    for (let index = 1; index < APPENDS; index += 1) {
      const started = performance.now();
      await store.appendEvent(annotationEvent("growing", index));
      times.push(performance.now() - started);
    }
    await store.close();
  });
  const edge = 500;
  return {
    value: perSecond(APPENDS, total),
    details: { "ms each, first 500": mean(times.slice(0, edge)), "ms each, last 500": mean(times.slice(-edge)) },
  };
}

async function appendToLog({ scratch }: BenchFolders, durability: "disk" | "os", concurrent: number) {
  const project = await openProject(scratch, { stateDir: `${scratch}/state` });
  const log = new EventLog(project, { durability });
  const total = await timed(async () => {
    for (let index = 0; index < APPENDS; index += concurrent) {
      const batch = Array.from({ length: concurrent }, (_, offset) => annotationEvent("logged", index + offset));
      await Promise.all(batch.map((event) => log.append(event, resourceId("logged"))));
    }
    await log.close();
  });
  return { value: perSecond(APPENDS, total) };
}

async function appendToMany({ scratch }: BenchFolders) {
  const project = await openProject(scratch, { stateDir: `${scratch}/state` });
  const store = createEventStore(project, new EventBus(), undefined, { durability: "os" });
  const total = await timed(async () => {
    for (let index = 0; index < MANY_APPENDS; index += 1) {
      const id = `resource-${index % MANY_RESOURCES}`;
      await store.appendEvent(index < MANY_RESOURCES ? createdEvent(id) : annotationEvent(id, index));
    }
    await store.close();
  });
  return { value: perSecond(MANY_APPENDS, total) };
}

const author = userId("did:web:example.com:users:zoe");

function createdEvent(id: string): EventInput<"yield:created"> {
  const payload = {
    name: id,
    format: "text/markdown",
    contentChecksum: "0".repeat(64),
    creationMethod: "api" as const,
  };
  return { type: "yield:created", resourceId: resourceId(id), userId: author, version: 1, payload };
}

function annotationEvent(id: string, index: number): EventInput<"mark:added"> {
  const annotation = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    type: "Annotation" as const,
    id: `annotation-${index}`,
    motivation: "linking",
    target: { source: id, selector: [{ type: "TextQuoteSelector", exact: `the needle swung ${index} times` }] },
    body: [{ type: "TextualBody" as const, value: "Person", purpose: "tagging" }],
  };
  return { type: "mark:added", resourceId: resourceId(id), userId: author, version: 1, payload: { annotation } };
}

function perSecond(count: number, milliseconds: number): number {
  return (count / milliseconds) * 1_000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
