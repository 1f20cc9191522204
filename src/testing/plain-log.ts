import { glob, readFile } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { readRecord } from "../shared/events/read-record.ts";
import type { StoredEvent } from "../shared/events/stored-event.ts";

/** The events of every stream by its id. */
export type PlainLog = ReadonlyMap<string, readonly StoredEvent[]>;

/**
 * Reads a project's log in the plainest way there is, to check other readers against. Knows both layouts; lines that are
 * no records are left out.
 */
export async function readPlainLog(projectFolder: string): Promise<PlainLog> {
  const events = join(projectFolder, ".semiont", "events");
  const files: string[] = [];
  for await (const file of glob("**/*.jsonl", { cwd: events })) files.push(file);
  const log = new Map<string, StoredEvent[]>();
  for (const file of files.sort()) {
    const isRotated = /^events-\d+\.jsonl$/.test(basename(file));
    const id = isRotated ? (file.split(sep).at(-2) ?? "") : basename(file, ".jsonl");
    const text = await readFile(join(events, file), "utf8");
    log.set(id, [
      ...(log.get(id) ?? []),
      ...text
        .replace(/^\uFEFF/, "")
        .split("\n")
        .flatMap(readLine),
    ]);
  }
  return log;
}

/** A log in memory as something views can be rebuilt from. */
export function logInMemory(log: PlainLog) {
  return {
    getAllResourceIds: async () => [...log.keys()],
    getEvents: async (streamId: string) => log.get(streamId) ?? [],
  };
}

function readLine(line: string): StoredEvent[] {
  try {
    const reading = readRecord(JSON.parse(line));
    return reading.ok ? [reading.stored] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
