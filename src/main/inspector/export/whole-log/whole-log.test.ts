import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fixturesDirectory } from "../../../../testing/fixtures.ts";
import { buildObservatory, created, tagged } from "../../../../testing/observatory.ts";
import { nodeFileSystem } from "../../../event-store/file-system.ts";
import { ProjectSession } from "../../session/project-session.ts";
import { eventsText, exportResources } from "../export-lists.ts";
import type { ListFormat } from "../export-text.ts";
import { chooseEvents } from "./choose-events.ts";
import { wholeEventsText } from "./whole-events.ts";
import { checkWholeLog } from "./whole-log.ts";
import { wholeResources } from "./whole-resources.ts";

const NOW = new Date("2026-06-01T00:00:00.000Z");
const CALL = { signal: new AbortController().signal, onProgress: () => undefined };
const FORMATS: readonly ListFormat[] = ["json", "csv", "markdown"];
const SORT = { column: "name", direction: "ascending" } as const;
const sample = fileURLToPath(new URL("../../../../../samples/aurora-library-damaged", import.meta.url));
const fixtures = fixturesDirectory();
const FIXTURES = ["real/gutenberg-nested-chained", "edge/malformed-middle-line", "edge/duplicate-sequence"];

const EVENT_FILTERS = [
  ...["", "type:mark:* -user:zoe", "has:finding", "is:late", "proof:unproven", "the", "-the -is:system", "a*e"],
  ...[
    "mark:added",
    "bytes:>400 finding:suspect",
    "until:2026-05-01",
    "colour:red the",
    "bytes:many colour:red",
    "/dep.h/ -user:/zo/",
    "type:/(/ the",
  ],
];
const RESOURCE_FILTERS = [
  "",
  "the",
  "-drift:missing",
  "verdict:suspect",
  "colour:red",
  "events:many",
  "/^the/ -tag:/[/",
];

async function openBoth(folder: string) {
  const session = await ProjectSession.open(
    {
      ...{ folder, stateDir: null, sample: null, configuration: null, now: () => NOW },
      report: (message, error) => {
        throw new Error(message, { cause: error });
      },
      push: () => undefined,
    },
    CALL,
  );
  await session.checkDrift(CALL);
  const source = { fileSystem: nodeFileSystem, eventsDir: join(folder, ".semiont", "events") };
  return { session, log: await checkWholeLog(source, CALL) };
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

/** What is exported from the log stream by stream is, byte for byte, what the app exports from its index. */
async function expectSameExports(folder: string): Promise<void> {
  const { session, log } = await openBoth(folder);
  const { index, records, timeline, resources, stateDir } = session;
  for (const filter of EVENT_FILTERS) {
    const selection = await timeline.select(null, filter);
    const chosen = await chooseEvents(log, filter, NOW.getTime(), CALL);
    expect(chosen.problem, filter).toEqual(selection.problem);
    const rows = timeline.list(selection, "oldest");
    expect(chosen.rows, filter).toHaveLength(rows.length);
    for (const format of FORMATS) {
      const expected = await textOf(eventsText(rows, { project: index, records }, format));
      expect(await textOf(wholeEventsText(log.source, chosen, format)), `${filter} as ${format}`).toBe(expected);
    }
  }
  for (const filter of RESOURCE_FILTERS) {
    const { rows, problem } = await wholeResources(log, { stateDir, filter, now: NOW.getTime() }, CALL);
    expect(problem, filter).toEqual(resources.page({ filter, sort: SORT, offset: 0, limit: 1 }).filterProblem);
    expect(exportResources("p", rows, "json")).toEqual(exportResources("p", resources.matching(filter, SORT), "json"));
  }
  await session.close();
}

test("an export stream by stream is the app's, byte for byte, whatever the filter and the damage", async () => {
  await expectSameExports(sample);
});

describe.skipIf(fixtures === undefined)("also of logs that others wrote (skipped without the fixtures)", () => {
  test.each(FIXTURES)("%s", async (name) => {
    await expectSameExports(join(fixtures ?? "", name, "project"));
  });
});

test("a record that is gone when its turn comes says so, and the others are written", async () => {
  await using observatory = await buildObservatory();
  const file = await observatory.writeStream("aa11", [created("A star"), tagged("Star")]);
  await observatory.writeStream("bb22", [created("A comet")]);
  const source = { fileSystem: nodeFileSystem, eventsDir: join(observatory.project, ".semiont", "events") };
  const chosen = await chooseEvents(await checkWholeLog(source, CALL), "", NOW.getTime(), CALL);
  await truncate(file, 10);
  const table = await textOf(wholeEventsText(source, chosen, "csv"));
  expect(table.match(/The file has become shorter than it was\./g)).toHaveLength(2);
  expect(table).toContain("A comet");
});
