import { parentPort } from "node:worker_threads";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { type Claim, StorageUriClaims } from "../../../shared/projection/storage-uri-claims.ts";
import { blockingFileSystem } from "../blocking-file-system.ts";
import { readLine } from "../log/read-line.ts";
import { eventsOf, readLogFile } from "../log/read-stream.ts";
import { linesOf, readSmallFile } from "../log/small-file.ts";
import { silentLogger } from "../logger.ts";
import type { ClaimTuple, OutcomeTuple, RebuildReply, RebuildRequest } from "./rebuild-messages.ts";
import { rebuildResource } from "./rebuild-resources.ts";
import { StateLock } from "./state-lock.ts";
import { walkViews } from "./walk-views.ts";

const port = parentPort;
if (port === null) throw new Error("This file runs in a worker thread.");

// Only `rebuild-pool.ts` starts this thread and speaks to it, in the types of `rebuild-messages.ts`.
// A view that is not there yet is an error a time, and taking its stack costs more than looking.
Error.stackTraceLimit = 0;
const fileSystem = blockingFileSystem;

async function answer(request: RebuildRequest): Promise<RebuildReply> {
  const { places } = request;
  if (request.kind === "walk-views") {
    return { kind: "views", folder: await walkViews(fileSystem, places.stateDir) };
  }
  const claims = new StorageUriClaims();
  const outcomes: OutcomeTuple[] = [];
  const lock = new StateLock(fileSystem, places.stateDir, silentLogger);
  try {
    for (const { resourceId, files } of request.resources) {
      const rebuild = { ...places, readStream: () => readEvents(places.eventsDir, files), fileSystem, lock, claims };
      const { kind, events, reason } = await rebuildResource(rebuild, resourceId);
      outcomes.push(reason === undefined ? [kind, events] : [kind, events, reason]);
    }
  } finally {
    lock.close();
  }
  return { kind: "rebuilt", outcomes, claims: Array.from(claims.entries(), claimTuple) };
}

function claimTuple([uri, { resourceId, time, isReleased }]: readonly [string, Claim]): ClaimTuple {
  return [uri, resourceId, time, isReleased];
}

async function* readEvents(eventsDir: string, files: readonly string[]): AsyncGenerator<readonly StoredEvent[]> {
  for (const file of files) {
    const content = readSmallFile(eventsDir, file);
    if (content !== undefined) yield eventsIn(file, content);
    else for await (const readings of readLogFile({ fileSystem, eventsDir }, file)) yield eventsOf(readings);
  }
}

function eventsIn(file: string, content: Buffer): StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const line of linesOf(content)) {
    const reading = readLine(file, line);
    if (reading?.kind === "record") events.push(reading.stored);
  }
  return events;
}

port.on("message", (request: RebuildRequest) => {
  answer(request).then(
    (reply) => port.postMessage(reply),
    (error: unknown) => {
      // Resources name their failures; anything else ends the thread, and its owner hears of it.
      queueMicrotask(() => {
        throw error;
      });
    },
  );
});
