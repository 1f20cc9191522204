import { access } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { RecentProject } from "../../../shared/ipc/model/application.ts";
import { readKept, writeKept } from "./kept-file.ts";
import { projectIdOf } from "./project-id.ts";

const entrySchema = z.object({ name: z.string(), folder: z.string(), openedAt: z.iso.datetime() });
const fileSchema = z.object({ version: z.literal(1), projects: z.array(entrySchema) });
type Entry = z.infer<typeof entrySchema>;

const MOST = 20;

/** The projects opened last, newest first, kept in one small file. Several inspectors may share it; the last write wins. */
export class RecentProjects {
  readonly #file: string;
  readonly #report: (message: string, error: unknown) => void;
  #writing: Promise<unknown> = Promise.resolve();

  /** @param report hears of a file that could not be read or written; the list is then as if empty or unchanged */
  constructor(folder: string, report: (message: string, error: unknown) => void) {
    this.#file = join(folder, "recent-projects.json");
    this.#report = report;
  }

  async list(): Promise<RecentProject[]> {
    const entries = await this.#read();
    return Promise.all(
      entries.map(async (entry) => ({
        id: projectIdOf(entry.folder),
        ...entry,
        available: await isThere(entry.folder),
      })),
    );
  }

  async folderOf(id: string): Promise<string | undefined> {
    return (await this.#read()).find(({ folder }) => projectIdOf(folder) === id)?.folder;
  }

  /** Puts a project first. A list that cannot be written is reported and keeps nobody from working. */
  remember(name: string, folder: string, openedAt: Date): Promise<void> {
    const entry = { name, folder, openedAt: openedAt.toISOString() };
    return this.#change((entries) => [entry, ...entries.filter((other) => other.folder !== folder)].slice(0, MOST));
  }

  forget(id: string): Promise<void> {
    return this.#change((entries) => entries.filter(({ folder }) => projectIdOf(folder) !== id));
  }

  #change(change: (entries: readonly Entry[]) => readonly Entry[]): Promise<void> {
    const done = this.#writing.then(async () => {
      try {
        await this.#write(change(await this.#read()));
      } catch (error) {
        this.#report(`The list of recent projects in ${this.#file} could not be written.`, error);
      }
    });
    this.#writing = done;
    return done;
  }

  async #read(): Promise<readonly Entry[]> {
    try {
      return (await readKept(this.#file, fileSchema))?.projects ?? [];
    } catch (error) {
      this.#report(`The list of recent projects in ${this.#file} could not be read.`, error);
      return [];
    }
  }

  #write(projects: readonly Entry[]): Promise<void> {
    return writeKept(this.#file, { version: 1, projects });
  }
}

async function isThere(folder: string): Promise<boolean> {
  return access(join(folder, ".semiont")).then(
    () => true,
    () => false,
  );
}
