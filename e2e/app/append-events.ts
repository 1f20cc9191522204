// A server at work beside the inspector: node append-events.ts <project folder> <state folder>, events as JSON on stdin.
import { text } from "node:stream/consumers";
import { z } from "zod";
import { createEventStore, EventBus, openProject } from "../../src/main/event-store/index.ts";
import { checkEventInput } from "../../src/shared/events/event-input.ts";

const [projectFolder, stateDir] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const events = z.array(z.unknown()).parse(JSON.parse(await text(process.stdin)));
const store = createEventStore(await openProject(projectFolder, { stateDir }), new EventBus());
try {
  for (const value of events) {
    const check = checkEventInput(value);
    if (!check.ok) throw new Error(check.problems.join(" "));
    await store.appendEvent(check.event);
  }
} finally {
  await store.close();
}
