import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEventStore, EventBus, openProject } from "../../src/main/event-store/index.ts";
import { processLock } from "../../src/main/event-store/log/log-lock.ts";
import type { Moment } from "./moment.ts";
import { seeded, seededEventId } from "./seeded.ts";

const CONFIG = `[project]
name = "Aurora Station Library"
version = "1.0.0"

[git]
sync = false
`;

/** Writes the library's project folder: its config, and through the event store its log. */
export async function writeLibrary(projectFolder: string, moments: readonly Moment[]): Promise<void> {
  await mkdir(join(projectFolder, ".semiont"), { recursive: true });
  await writeFile(join(projectFolder, ".semiont", "config"), CONFIG);
  const stateDir = await mkdtemp(join(tmpdir(), "semiont-sample-state-"));
  const ids = seeded(20_241_007);
  let now = 0;
  const project = await openProject(projectFolder, { stateDir });
  const eventBus = new EventBus();
  const store = createEventStore(project, eventBus, undefined, {
    now: () => new Date(now),
    newEventId: () => seededEventId(ids),
    durability: "os",
    lock: processLock(),
  });
  try {
    for (const { at, event, correlationId } of moments) {
      now = at;
      await store.appendEvent(event, correlationId === undefined ? {} : { correlationId });
    }
  } finally {
    await store.close();
    eventBus.destroy();
    await rm(stateDir, { recursive: true, force: true });
  }
}
