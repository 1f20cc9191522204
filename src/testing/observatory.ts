import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandEnd, type CommandOptions, runCommand } from "./command-line.ts";

/** An event as a test writes it; what is left out is made up. */
export interface Written {
  readonly type: string;
  readonly payload: object;
  readonly timestamp?: string;
  readonly userId?: string;
}

/** A small project in a temporary folder, and the command line to point at it. */
export interface Observatory extends AsyncDisposable {
  /** The temporary folder; removed in the end. */
  readonly folder: string;
  readonly project: string;
  /** Writes a stream as writers leave it: every record hashed and linked. @returns its file */
  writeStream(id: string, events: readonly Written[]): Promise<string>;
  run(given: readonly string[], options?: CommandOptions): Promise<CommandEnd>;
}

export async function buildObservatory(): Promise<Observatory> {
  const folder = await mkdtemp(join(tmpdir(), "semiont-command-"));
  const project = join(folder, "project");
  await mkdir(join(project, ".semiont", "events"), { recursive: true });
  await writeFile(join(project, ".semiont", "config"), '[project]\nname = "observatory"\n');
  return {
    folder,
    project,
    writeStream: (id, events) => writeStream(project, id, events),
    run: (given, options = {}) =>
      runCommand(given, { ...options, env: { XDG_STATE_HOME: join(folder, "state"), ...options.env } }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function writeStream(project: string, id: string, events: readonly Written[]): Promise<string> {
  let previous: string | null = null;
  const lines = events.map(({ type, payload, timestamp, userId }, index) => {
    const sequenceNumber = index + 1;
    const event = {
      type,
      resourceId: id,
      userId: userId ?? "did:web:example.org:users:vera",
      version: 1,
      payload,
      id: `00000000-0000-4000-8000-${createHash("sha256").update(`${id}${index}`).digest("hex").slice(0, 12)}`,
      timestamp: timestamp ?? new Date(Date.UTC(2026, 3, 1, 12, index)).toISOString(),
    };
    const checksum = createHash("sha256").update(JSON.stringify(event)).digest("hex");
    const metadata = { sequenceNumber, streamPosition: 0, prevEventHash: previous, checksum };
    previous = checksum;
    return `${JSON.stringify({ ...event, metadata })}\n`;
  });
  const place = join(project, ".semiont", "events", "3b", "f0", id);
  await mkdir(place, { recursive: true });
  const file = join(place, "events-000001.jsonl");
  await writeFile(file, lines.join(""));
  return file;
}

export const created = (name: string): Written => ({
  type: "yield:created",
  payload: { name, format: "text/plain", contentChecksum: "c0", creationMethod: "api" },
});
export const tagged = (entityType: string, more: Partial<Written> = {}): Written => ({
  type: "mark:entity-tag-added",
  payload: { entityType },
  ...more,
});

/** Every name and byte below a folder, to see that nothing was touched. */
export async function digestOf(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const entry of (await readdir(root, { recursive: true, withFileTypes: true })).sort((left, right) =>
    join(left.parentPath, left.name) < join(right.parentPath, right.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    hash.update(`${path}\0`);
    if (entry.isFile()) hash.update(await readFile(path));
  }
  return hash.digest("hex");
}
