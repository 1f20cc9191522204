import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  type FoundRows,
  findInChunk,
  newFoundRows,
  type SearchableChunk,
  searchableChunks,
  shareChunks,
  textChunk,
} from "./stream-text.ts";
import { newStates, runsFrom, runsOf, sharedRuns } from "./text-runs.ts";
import { TextSearch } from "./text-search.ts";
import type { SearchJob } from "./text-search-messages.ts";

const WORDS = ["harbour", "needle", "ice wire", "fulmar", "zoë", "北京"];

/** Streams of some records each; enough bytes for other threads to be called. */
function largeLog(): readonly SearchableChunk[] {
  const streams = Array.from({ length: 300 }, (_, stream) => [
    textChunk(
      Array.from(
        { length: 40 },
        (_, record) => `${WORDS[(stream * record) % 6]} ${"strand ".repeat(60)}${WORDS[record % 5]}`,
      ),
    ),
  ]);
  let firstRow = 0;
  return shareChunks(streams).flatMap((chunks) => {
    const searchable = searchableChunks(chunks, firstRow);
    firstRow += 40;
    return searchable;
  });
}

function foundAlone(chunks: readonly SearchableChunk[], parts: readonly string[], rows: number): FoundRows {
  const found = newFoundRows(rows);
  const needles = parts.map((part) => Buffer.from(part));
  for (const chunk of chunks) findInChunk(chunk, needles, found);
  return found;
}

const startThread = () => new Worker(new URL("./text-search.worker.ts", import.meta.url));

test("a thread finds in shared chunks what the one that asks would have found", async () => {
  const chunks = largeLog();
  const rows = 300 * 40;
  const runs = runsOf(chunks);
  const helper = startThread();
  try {
    for (const [index, parts] of [["har"], ["wire", "strand", "zo"], ["北"], ["nowhere"]].entries()) {
      const [found, states] = [newFoundRows(rows), newStates(runs.length)];
      const job: SearchJob = { parts, found, before: undefined, states };
      helper.postMessage(index === 0 ? { ...job, runs: sharedRuns(runs) } : job);
      // It goes from the last run to the first.
      await vi.waitFor(() => expect(Atomics.load(states, 0)).toBe(2), 20_000);
      expect(found).toEqual(foundAlone(chunks, parts, rows));
    }
  } finally {
    await helper.terminate();
  }
});

test("finds the same with helpers, with helpers that die, and without any", async () => {
  const chunks = largeLog();
  const rows = 300 * 40;
  const searches = [new TextSearch(startThread), new TextSearch(startThread), new TextSearch(refuse), new TextSearch()];
  for (const search of searches.slice(0, 3)) search.startHelpers([{ texts: chunks }]);
  await searches[1]?.close();
  try {
    for (const search of searches) {
      let before: FoundRows | undefined;
      for (const word of ["n", "ne", "need", "needle", "needles"]) {
        const found = newFoundRows(rows);
        search.find(chunks, [word], found, before);
        expect(found.accepts).toEqual(foundAlone(chunks, [word], rows).accepts);
        before = found;
      }
    }
  } finally {
    await Promise.all(searches.map((search) => search.close()));
  }
});

function refuse(): Worker {
  throw new Error("There is no room for another thread.");
}

test("shared runs are the same chunks where another thread sees them, and chunks of one thread alone are left out", () => {
  const list = fc.array(fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 5 }), { maxLength: 6 });
  fc.assert(
    fc.property(list, list, (shared, own) => {
      const lists = [
        ...shareChunks(shared.map((texts) => [textChunk(texts)])),
        ...own.map((texts) => [textChunk(texts)]),
      ];
      let firstRow = 0;
      const chunks = lists.flatMap((texts) => {
        const searchable = searchableChunks(texts, firstRow);
        firstRow += texts.reduce((sum, { ends }) => sum + ends.length, 0);
        return searchable;
      });
      const runs = runsOf(chunks);
      expect(runs.flat()).toEqual(chunks);
      const seen = runsFrom(sharedRuns(runs));
      for (const [place, run] of runs.entries()) {
        const isShared = run.every(({ bytes }) => bytes.buffer instanceof SharedArrayBuffer);
        expect(seen.get(place)).toEqual(isShared ? run : undefined);
      }
    }),
  );
});
