import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildObservatory, created, type Observatory, tagged } from "../../../testing/observatory.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import { eventsOf, type LogSource, readStream } from "../../event-store/log/read-stream.ts";
import { type ListedEvent, ListedEvents } from "./listed-events.ts";

let observatory: Observatory;
let source: LogSource;
beforeEach(async () => {
  observatory = await buildObservatory();
  source = { fileSystem: nodeFileSystem, eventsDir: join(observatory.project, ".semiont", "events") };
});
afterEach(() => observatory[Symbol.asyncDispose]());

async function add(listed: ListedEvents): Promise<void> {
  for (const stream of (await discoverStreams(nodeFileSystem, source.eventsDir)).streams) {
    for await (const readings of readStream(source, stream)) {
      for (const stored of eventsOf(readings)) listed.add(stream.streamId, stored);
    }
  }
}

async function listed(listing: ListedEvents) {
  const all: ListedEvent[] = [];
  for await (const some of listing.read(source)) all.push(...some);
  return all;
}

test("a log of which only the places are kept is listed as one that is kept", async () => {
  // Two streams whose events alternate in time.
  const minute = (index: number) => new Date(Date.UTC(2026, 4, 1, 0, index)).toISOString();
  for (const [place, id] of ["aa11", "bb22"].entries()) {
    const tags = Array.from({ length: 2500 }, (_, index) =>
      tagged(`Type ${index}`, { timestamp: minute(2 * index + place) }),
    );
    await observatory.writeStream(id, [created("A star"), ...tags]);
  }
  for (const limit of [Number.POSITIVE_INFINITY, 2100]) {
    const kept = new ListedEvents({ limit, isByTime: true });
    const placed = new ListedEvents({ limit, isByTime: true, mostBytes: 10_000 });
    await add(kept);
    await add(placed);
    const expected = await listed(kept);
    expect(expected).toHaveLength(Math.min(limit, 5002));
    expect(await listed(placed)).toEqual(expected);
  }
});

test("a line that has become another one in between is left out", async () => {
  const file = await observatory.writeStream("aa11", [created("A star"), tagged("Star"), tagged("Binary")]);
  const listing = new ListedEvents({ limit: 10, isByTime: false, mostBytes: 0 });
  await add(listing);
  const [first = "", second = ""] = (await readFile(file, "utf8")).split("\n");
  await writeFile(file, `${first}\n${"#".repeat(second.length)}\n`);
  expect((await listed(listing)).map(({ stored }) => stored.event.type)).toEqual(["yield:created"]);
});
