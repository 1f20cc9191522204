import { appendFile, mkdir, mkdtemp, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { sha256 } from "../../event-store/log/shard.ts";
import { LiveLog } from "./live-log.ts";
import { ProjectIndex } from "./project-index.ts";
import { recordsWith } from "./stream-text.ts";

/** Something that happens to the files of a log. */
type Deed =
  | {
      readonly kind: "append";
      readonly file: string;
      readonly id: string;
      readonly sequence: number;
      readonly hashed: boolean;
    }
  | { readonly kind: "half" | "newline" | "garbage" | "cut" | "replace" | "remove"; readonly file: string };

const FILES = [
  "__system__.jsonl",
  "ab/cd/one.jsonl",
  "ab/cd/two/events-000001.jsonl",
  "ab/cd/two/events-000002.jsonl",
  "zz/one.jsonl",
];

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("append" as const),
      file: fc.constantFrom(...FILES),
      // Few ids, so that some are given twice.
      id: fc.constantFrom("e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8"),
      sequence: fc.integer({ min: 1, max: 4 }),
      hashed: fc.boolean(),
    }),
  },
  fc.record({
    kind: fc.constantFrom(
      "half" as const,
      "newline" as const,
      "garbage" as const,
      "cut" as const,
      "replace" as const,
      "remove" as const,
    ),
    file: fc.constantFrom(...FILES),
  }),
);

async function perform(events: string, one: Deed): Promise<void> {
  const path = join(events, one.file);
  await mkdir(dirname(path), { recursive: true });
  const content = await readFile(path, "utf8").catch(() => "");
  switch (one.kind) {
    case "append": {
      const resourceId = one.file.includes("two") ? "two" : "one";
      const event = {
        ...{ type: "mark:added", ...(one.file.startsWith("__") ? {} : { resourceId }), userId: "u", version: 1 },
        payload: {
          annotation: {
            id: `a-${one.id}`,
            motivation: "tagging",
            body: [{ type: "TextualBody", value: `word-${one.id}` }],
          },
        },
        ...{ id: one.id, timestamp: `2026-11-01T00:00:0${one.sequence}.000Z` },
      };
      const checksum = one.hashed ? { checksum: sha256(JSON.stringify(event)) } : {};
      await appendFile(
        path,
        `${JSON.stringify({ ...event, metadata: { sequenceNumber: one.sequence, ...checksum } })}\n`,
      );
      return;
    }
    case "half":
      return appendFile(path, '{"type":"mark:added","pay');
    case "newline":
      return appendFile(path, "\n");
    case "garbage":
      return appendFile(path, "not json\n");
    case "cut":
      return content === "" ? undefined : truncate(path, Math.floor(content.length / 2));
    case "replace": {
      await writeFile(`${path}.tmp`, content.slice(0, content.indexOf("\n") + 1));
      return rename(`${path}.tmp`, path);
    }
    case "remove":
      return rm(path, { force: true });
  }
}

/** Everything that an index says, in a form that can be compared. */
function told(project: ProjectIndex): unknown {
  const streams = [...project.streams()].sort((left, right) => (left.streamId < right.streamId ? -1 : 1));
  return {
    streams: streams.map(({ texts, times, ...index }) => {
      const found = recordsWith(texts, ["word-e1"]);
      const findings = index.findings.map(({ id }) => id).sort();
      return { ...index, findings, found, times: [...times], severities: [...index.severities].sort() };
    }),
    order: project.chronological().map((code) => `${project.streamOf(code).streamId} ${project.positionOf(code)}`)
      .length,
  };
}

test("whatever happens to the files, following them says the same as reading them anew", {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
      const root = await mkdtemp(join(tmpdir(), "semiont-live-log-"));
      try {
        const events = join(root, "events");
        await mkdir(events);
        const source = { fileSystem: nodeFileSystem, eventsDir: events };
        const followed = new ProjectIndex();
        const live = new LiveLog(source, followed, async () => true);
        await live.load({ onProgress: () => undefined });
        for (const one of deeds) {
          const path = join(events, one.file);
          const before = await stat(path).catch(() => undefined);
          await perform(events, one);
          const after = await stat(path).catch(() => undefined);
          // A change that leaves size, time and inode alone is seen by nobody; such do not come from writers of logs.
          if (before?.size === after?.size && before?.mtimeMs === after?.mtimeMs) continue;
          await live.update([path]);
          while (live.awaitsSecondLook) await live.secondLook();
          const fresh = new ProjectIndex();
          await new LiveLog(source, fresh, async () => true).load({ onProgress: () => undefined });
          expect(told(followed)).toEqual(told(fresh));
        }
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
});

test("a log so large that a thread looks at its files is followed like a small one", { timeout: 60_000 }, async () => {
  const root = await mkdtemp(join(tmpdir(), "semiont-live-log-"));
  try {
    const events = join(root, "events");
    const append = (file: string, id: string) =>
      perform(events, { kind: "append", file, id, sequence: 1, hashed: true });
    const names = Array.from({ length: 520 }, (_, number) => `ab/${number % 20}/r${number}.jsonl`);
    await mkdir(events);
    for (const [number, name] of names.entries()) await append(name, `e${number}`);
    const project = new ProjectIndex();
    const live = new LiveLog({ fileSystem: nodeFileSystem, eventsDir: events }, project, async () => true);
    await live.load({ onProgress: () => undefined });
    expect(await live.update(null)).toEqual([]);

    await append("ab/1/r1.jsonl", "more");
    await append("zz/new.jsonl", "new");
    await perform(events, { kind: "remove", file: "ab/2/r2.jsonl" });
    await rename(join(events, "ab/3/r3.jsonl"), join(events, "ab/3/r3.tmp"));
    await append("ab/3/r3.jsonl", "other");
    const changes = (await live.update(null)).toSorted((left, right) => (left.stream < right.stream ? -1 : 1));
    expect(changes.map(({ stream, change }) => `${stream} ${change}`)).toEqual([
      "new appeared",
      "r1 grew",
      "r2 removed",
      "r3 replaced",
    ]);
    // Half a line is looked at again though its file stays as it is.
    await perform(events, { kind: "half", file: "ab/4/r4.jsonl" });
    await live.update(null);
    expect(live.awaitsSecondLook).toBe(true);
    await live.update(null);
    expect(live.awaitsSecondLook).toBe(false);
    expect(await live.update(null)).toEqual([]);

    const anew = new ProjectIndex();
    await new LiveLog({ fileSystem: nodeFileSystem, eventsDir: events }, anew, async () => true).load({
      onProgress: () => undefined,
    });
    expect(told(project)).toEqual(told(anew));
  } finally {
    await rm(root, { recursive: true });
  }
});
