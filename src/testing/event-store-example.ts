/** What `docs/event-store.md` shows, word for word but for where it imports from: `node event-store-example.ts <folder>`. */
import {
  CREATION_METHODS,
  createEventStore,
  EventBus,
  EventQuery,
  EventValidator,
  isSequenceConflictError,
  openProject,
  resolveStorageUri,
  resourceId,
  userId,
} from "../main/event-store/index.ts";

const [folder = "my-knowledge-base"] = process.argv.slice(2);
const project = await openProject(folder, { stateDir: `${folder}/state` });
const eventBus = new EventBus();
const store = createEventStore(project, eventBus);

// Published once it is in the log and in the view.
eventBus.get("yield:created").subscribe(({ event }) => console.log(`created ${event.payload.name}`));

// Append.
const id = resourceId("doc-123");
const author = { userId: userId("did:web:example.com:users:alice"), version: 1 } as const;
const created = await store.appendEvent({
  ...author,
  type: "yield:created",
  resourceId: id,
  payload: {
    name: "My document",
    format: "text/markdown",
    contentChecksum: "sha256:abc",
    creationMethod: CREATION_METHODS.API,
    storageUri: "file://my-document.md",
  },
});
console.log(`event ${created.metadata.sequenceNumber} is on disk`);

// Append only if nobody else has: 1 is the last sequence number as we know it.
const tag = { ...author, type: "mark:entity-tag-added", resourceId: id, payload: { entityType: "Person" } } as const;
await store.appendEvent(tag, { expectedSequence: 1, correlationId: "command-7" });
try {
  await store.appendEvent(tag, { expectedSequence: 1 });
} catch (error) {
  if (!isSequenceConflictError(error)) throw error;
  console.log(`somebody else was faster: the stream is at ${error.actual}`);
}

// Read the view, and what stands at a URI.
const view = await store.viewStorage.get(id);
console.log(`${view?.resource.name}: ${view?.resource.entityTypes.join(", ")}`);
console.log(`${await resolveStorageUri(project, "file://my-document.md")} stands at file://my-document.md`);

// Query, and read one event after the other without holding them all.
const query = new EventQuery(store.log.storage);
console.log(
  `${(await query.queryEvents({ resourceId: id, eventTypes: ["mark:entity-tag-added"], limit: 50 })).length} tag`,
);
console.log(`latest: ${(await query.getLatestEvent(id))?.event.type}`);
for await (const { event, metadata } of store.log.streamEvents(id)) console.log(metadata.sequenceNumber, event.type);

// Check the chain.
const { valid, errors } = new EventValidator().validateChain(await store.log.getEvents(id));
console.log(valid ? "the chain holds" : errors.join("\n"));

// Bring every view up to date with the log, once when a server starts.
const rebuilt = await store.views.rebuildAll(store.log);
console.log(`${rebuilt.resources} resource, ${rebuilt.failed.length} failed`);

// Views reach the disk, files are closed.
await store.close();
