import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ViewManager } from "../../src/main/event-store/views/view-manager.ts";
import { FilesystemViewStorage } from "../../src/main/event-store/views/view-storage.ts";
import { eventId, resourceId } from "../../src/shared/events/ids.ts";
import type { StoredEvent } from "../../src/shared/events/stored-event.ts";
import { logInMemory, type PlainLog, readPlainLog } from "../../src/testing/plain-log.ts";
import { memberId } from "./moment.ts";
import type { Shelf } from "./shelf.ts";

/** When the server that kept the views was stopped; what came later is not in them. */
const STOPPED = "2026-06-01T00:00:00.000Z";

/** A view is missing for this one. */
const WITHOUT_VIEW = "person-lund";

/** Writes views as a server leaves them that has been off for months, so that there is something to rebuild. */
export async function writeAgedState(stateDir: string, projectFolder: string, shelf: Shelf): Promise<void> {
  const log = await readPlainLog(projectFolder);
  const aged = [...log].map(([stream, events]) => [stream, events.filter(isBeforeStop)] as const);
  const kept = aged.filter(([stream, events]) => stream !== shelf.find(WITHOUT_VIEW).resourceId && events.length > 0);
  const removed = removedResource();
  await writeState(stateDir, new Map([...kept, [removed.stream, removed.events]]));
}

/** Writes views that show the whole log. */
export async function writeWholeState(stateDir: string, projectFolder: string): Promise<void> {
  await writeState(stateDir, await readPlainLog(projectFolder));
}

async function writeState(stateDir: string, log: PlainLog): Promise<void> {
  const storage = new FilesystemViewStorage({ stateDir });
  const views = new ViewManager(storage, { stateDir });
  const { failed } = await views.rebuildAll(logInMemory(log));
  await views.close();
  await storage.close();
  // The lock of a rebuild that is over is no part of what a project looks like.
  await rm(join(stateDir, "rebuild.lock"), { force: true });
  const [failure] = failed;
  if (failure !== undefined)
    throw new Error(`The views of the sample could not be written: ${JSON.stringify(failure)}`);
}

function isBeforeStop({ event }: StoredEvent): boolean {
  return (event.timestamp ?? "") < STOPPED;
}

/** A resource that is no longer in the log; its view was left behind. */
function removedResource(): { readonly stream: string; readonly events: readonly StoredEvent[] } {
  const stream = resourceId("5f0e2d1c4b3a69788796a5b4c3d2e1f0");
  const event = {
    type: "yield:created" as const,
    resourceId: stream,
    userId: memberId("jonas.berg"),
    version: 1,
    payload: {
      name: "Visitor book (scanned twice)",
      format: "application/pdf",
      contentChecksum: "7b0d8e6fd3f8f3d5c3a6a4a6f0a6d0ce2a1c5b0f8f5d7c9b1e3a2d4c6f8e0a1b",
      storageUri: "file://scans/visitor-book-2.pdf",
      creationMethod: "upload" as const,
    },
    id: eventId("c6a1f3d2-90be-4c57-8f0e-2b1d3c4e5f60"),
    timestamp: "2025-04-01T09:00:00.000Z",
  };
  return { stream, events: [{ event, metadata: { sequenceNumber: 1 } }] };
}
