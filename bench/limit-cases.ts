import { createHash } from "node:crypto";
import { glob, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BenchCase, timed } from "./case.ts";

const APPENDS = 2_000;

/** What the same bytes cost with nothing but the system underneath. */
export const limitCases: Readonly<Record<string, BenchCase>> = {
  walk: {
    title: "limit: walk the folders of those 10,001 streams",
    unit: "ms",
    measure: async ({ wide }) => ({
      value: await timed(() => readdir(join(wide, ".semiont", "events"), { recursive: true, withFileTypes: true })),
    }),
  },
  read: {
    title: "limit: read those files",
    unit: "ms",
    measure: async ({ wide }) => {
      const files = await logFiles(wide);
      return { value: await timed(() => readEach(files, () => undefined)) };
    },
  },
  sha256: {
    title: "limit: SHA-256 of those files, each in one piece",
    unit: "MB/s",
    measure: ({ wide }) => rate(wide, (content) => createHash("sha256").update(content).digest()),
  },
  parse: {
    title: "limit: JSON.parse of their lines",
    unit: "MB/s",
    measure: ({ wide }) =>
      rate(wide, (content) => {
        for (const line of content.toString("utf8").split("\n")) if (line !== "") JSON.parse(line);
      }),
  },
  fdatasync: {
    title: "limit: write one record and fdatasync",
    unit: "ms",
    measure: ({ scratch }) => appendRaw(scratch, true),
  },
  write: {
    title: "limit: write one record through an open file",
    unit: "ms",
    measure: ({ scratch }) => appendRaw(scratch, false),
  },
};

async function rate(projectFolder: string, work: (content: Buffer) => unknown) {
  const contents: Buffer[] = [];
  await readEach(await logFiles(projectFolder), (content) => contents.push(content));
  const bytes = contents.reduce((sum, { length }) => sum + length, 0);
  const milliseconds = await timed(() => contents.forEach(work));
  return { value: bytes / 1_000 / milliseconds };
}

async function logFiles(projectFolder: string): Promise<string[]> {
  const files: string[] = [];
  const cwd = join(projectFolder, ".semiont", "events");
  for await (const file of glob("**/*.jsonl", { cwd })) files.push(join(cwd, file));
  return files;
}

async function readEach(files: readonly string[], take: (content: Buffer) => unknown): Promise<void> {
  const waiting = files.values();
  const readers = Array.from({ length: 8 }, async () => {
    for (const file of waiting) take(await readFile(file));
  });
  await Promise.all(readers);
}

async function appendRaw(folder: string, isSynced: boolean) {
  const file = await open(join(folder, "raw"), "a");
  const record = Buffer.from(`${"x".repeat(600)}\n`);
  const total = await timed(async () => {
    for (let index = 0; index < APPENDS; index += 1) {
      await file.write(record);
      if (isSynced) await file.datasync();
    }
  });
  await file.close();
  return { value: total / APPENDS };
}
