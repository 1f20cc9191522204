/**
 * A process of its own with a store that appends and keeps views, for tests of what another one does to these meanwhile:
 * `node appending-to-views-process.ts '<AppendingToViewsTask as JSON>'`. Prints as `appending-process.ts` does.
 */
import { writeSync } from "node:fs";
import { createEventStore } from "../main/event-store/create-event-store.ts";
import { openProject } from "../main/event-store/project/open-project.ts";
import type { EventInput } from "../shared/events/catalogue.ts";
import { CREATION_METHODS } from "../shared/events/creation-methods.ts";
import { EventBus } from "../shared/events/event-bus.ts";
import { resourceId, userId } from "../shared/events/ids.ts";
import type { AppendingToViewsTask } from "./appending-processes.ts";

const { root, stateDir, name, resources, events }: AppendingToViewsTask = JSON.parse(process.argv[2] ?? "");
const store = createEventStore(await openProject(root, { stateDir }), new EventBus());
const author = { userId: userId("did:web:x"), version: 1 } as const;

async function append(event: EventInput): Promise<void> {
  const stored = await store.appendEvent(event);
  writeSync(1, `${stored.metadata.sequenceNumber} ${stored.event.id}\n`);
}

async function appendToResource(index: number): Promise<void> {
  const id = resourceId(`${name}-${index}`);
  const uri = (version: number) => `file://${id}-${version}.md`;
  const content = { format: "text/markdown", contentChecksum: "c0", creationMethod: CREATION_METHODS.API };
  const payload = { name: `The name of ${id}`, ...content, storageUri: uri(0) };
  await append({ ...author, type: "yield:created", resourceId: id, payload });
  for (let number = 1; number <= events; number += 1) {
    const moved = { fromUri: uri(number - 1), toUri: uri(number) };
    await append({ ...author, type: "yield:moved", resourceId: id, payload: moved });
  }
}

async function appendToSystem(): Promise<void> {
  for (let number = 1; number <= events; number += 1) {
    await append({ ...author, type: "mark:entity-type-added", payload: { entityType: `${name} ${number}` } });
  }
}

await Promise.all([appendToSystem(), ...Array.from({ length: resources }, (_, index) => appendToResource(index))]);
await store.close();
