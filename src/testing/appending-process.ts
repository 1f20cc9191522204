/**
 * A process of its own that appends to a log, for tests of what several do at once and of what a killed one leaves:
 * `node appending-process.ts '<AppendingTask as JSON>'`. Prints a line, `<sequence number> <event id>`, for every
 * append that was acknowledged, at once.
 */
import { writeSync } from "node:fs";
import { EventLog } from "../main/event-store/log/event-log.ts";
import { openProject } from "../main/event-store/project/open-project.ts";
import { resourceId, userId } from "../shared/events/ids.ts";
import type { AppendingTask } from "./appending-processes.ts";

const { root, streamId, count, atOnce, durability, name, expecting }: AppendingTask = JSON.parse(process.argv[2] ?? "");
const id = resourceId(streamId);
const log = new EventLog(await openProject(root, { stateDir: `${root}/state` }), { durability });

async function append(index: number): Promise<void> {
  const payload = { entityType: `${name} ${index}` };
  const event = {
    type: "mark:entity-tag-added",
    resourceId: id,
    userId: userId("did:web:x"),
    version: 1,
    payload,
  } as const;
  const stored = await log.append(event, id, expecting === undefined ? {} : { expectedSequence: expecting });
  writeSync(1, `${stored.metadata.sequenceNumber} ${stored.event.id}\n`);
}

for (let index = 0; index < count; index += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, count - index) }, (_, offset) => append(index + offset)));
}
await log.close();
