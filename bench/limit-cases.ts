import { hash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { type BenchCase, timed } from "./case.ts";
import { readPlainly, walkPlainly } from "./read-once.ts";

const APPENDS = 2_000;
const NEWLINE = 0x0a;

/** What the same bytes cost with nothing but the system underneath. */
export const limitCases: Readonly<Record<string, BenchCase>> = {
  walk: {
    title: "limit: walk the folders of those 10,001 streams, one thread",
    unit: "ms",
    reads: ["wide"],
    measure: async ({ wide }) => ({ value: await timed(() => walkPlainly(logOf(wide))) }),
  },
  read: {
    title: "limit: read those files, one thread",
    unit: "ms",
    reads: ["wide"],
    measure: async ({ wide }) => {
      const files = walkPlainly(logOf(wide));
      return { value: await timed(() => files.map((file) => readPlainly(file))) };
    },
  },
  sha256: {
    title: "limit: SHA-256 of those files, each in one piece, one thread",
    unit: "MB/s",
    reads: ["wide"],
    measure: ({ wide }) => rate(wide, (content) => hash("sha256", content, "hex")),
  },
  "sha256-lines": {
    title: "limit: SHA-256 of each of their lines, one thread",
    unit: "MB/s",
    reads: ["wide"],
    measure: ({ wide }) => rate(wide, (content) => eachLine(content, (line) => hash("sha256", line, "hex"))),
  },
  parse: {
    title: "limit: JSON.parse of their lines, one thread",
    unit: "MB/s",
    reads: ["wide"],
    measure: ({ wide }) => rate(wide, (content) => eachLine(content, (line) => JSON.parse(line.toString("utf8")))),
  },
  search: {
    title: "limit: look through 100,000 events for one text, in memory",
    unit: "ms",
    reads: ["tall"],
    measure: async ({ tall }) => {
      const contents = contentsOf(tall);
      return { value: await timed(() => contents.map((content) => countOf(content, '"job:completed"'))) };
    },
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
  const contents = contentsOf(projectFolder);
  const bytes = contents.reduce((sum, { length }) => sum + length, 0);
  const milliseconds = await timed(() => contents.forEach(work));
  return { value: bytes / 1_000 / milliseconds };
}

function contentsOf(projectFolder: string): Buffer[] {
  return walkPlainly(logOf(projectFolder)).map((file) => {
    const parts: Buffer[] = [];
    readPlainly(file, (part) => parts.push(Buffer.from(part)));
    return Buffer.concat(parts);
  });
}

function logOf(projectFolder: string): string {
  return join(projectFolder, ".semiont", "events");
}

function eachLine(content: Buffer, work: (line: Buffer) => unknown): void {
  let start = 0;
  for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
    work(content.subarray(start, end));
    start = end + 1;
  }
}

function countOf(content: Buffer, text: string): number {
  let count = 0;
  for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + text.length)) count += 1;
  return count;
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
