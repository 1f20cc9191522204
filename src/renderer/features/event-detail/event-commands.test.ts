import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import { startTestInspector, type TestInspector } from "../../../testing/inspector-client.ts";
import { eventCommands } from "./event-commands.ts";

const SAMPLES = join(import.meta.dirname, "../../../../samples");

let inspector: TestInspector;
let events: readonly EventDetail[];

beforeAll(async () => {
  inspector = await startTestInspector();
  const folder = join(inspector.folder, "project");
  await cp(join(SAMPLES, "aurora-library-damaged"), folder, { recursive: true });
  await inspector.page.open(folder);
  const { rows } = await inspector.page.call("timeline.query", {
    scope: null,
    filter: "",
    order: "oldest",
    density: "rows",
    expanded: [],
    offset: 0,
    limit: 200,
  });
  events = await Promise.all(
    rows.flatMap((row) =>
      row.kind === "event" ? [inspector.page.call("event.read", { reference: row.reference })] : [],
    ),
  );
});
afterAll(() => inspector[Symbol.asyncDispose]());

const titles = (fits: (event: EventDetail) => boolean, tab: "payload" | "hash" = "payload") => {
  const detail = events.find(fits);
  if (detail === undefined) throw new Error("The sample has no such event.");
  return eventCommands({ project: "p", detail, tab, onTab: () => undefined }).map(({ title }) => title);
};

describe("the commands of an event", () => {
  test("are what its panel offers, and only where it does", () => {
    const isOfSystem = ({ row }: EventDetail) => row.reference.stream === SYSTEM_STREAM;
    const chained = titles(
      (event) => !isOfSystem(event) && event.hash.state === "holds" && event.previous !== null && event.next !== null,
    );
    for (const title of [
      "Event before this one",
      "Event after this one",
      "Copy the event as JSON",
      "Copy the raw line of the event",
      "Copy the event id",
      "Copy the hash in the record",
      "Copy the hashed text",
      "View after this event",
      "What this event changed",
      "This event in the chain",
      "Events of the same user",
    ]) {
      expect(chained).toContain(title);
    }
    expect(titles(({ hash }) => hash.state === "absent").join()).not.toContain("hash in the record");
    expect(titles(({ previous }) => previous === null)).not.toContain("Event before this one");
    expect(titles(isOfSystem)).not.toContain("View after this event");
  });

  test("lead to the other parts of the panel, of which a suspect record has one more", () => {
    const isSuspect = ({ row }: EventDetail) => row.worstFinding === "suspect";
    expect(titles(isSuspect, "hash")).toContain("Show the trace of the event");
    expect(titles(isSuspect, "hash")).not.toContain("Show the hash of the event");
    expect(titles(({ row }) => row.worstFinding === null)).not.toContain("Show the trace of the event");
    expect(titles((event) => isSuspect(event) && event.findings.length === 1)).toContain("Finding of this event");
  });
});
