import { cp, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Application } from "../../../shared/ipc/model/application.ts";
import { isMissing } from "../../event-store/system-error.ts";
import { isProjectFolder } from "./folder-listing.ts";
import { projectIdOf } from "./project-id.ts";

const describedSchema = z.array(
  z.object({ id: z.string().regex(/^[\w-]{1,64}$/), name: z.string(), description: z.string() }),
);

/**
 * The projects that come with the app. They are opened where they stand and never written to; their views are kept in
 * the user's cache, copied there from a `state` folder that a sample may bring along.
 */
export class Samples {
  readonly #folder: string | null;
  readonly #cache: string;
  #listed: Promise<Application["samples"]> | undefined;

  constructor(folder: string | null, cache: string) {
    this.#folder = folder;
    this.#cache = cache;
  }

  /** Read once: they do not change while the app runs. */
  list(): Promise<Application["samples"]> {
    this.#listed ??= this.#read();
    return this.#listed;
  }

  /** @returns the folders of a sample, its state folder made ready; `undefined` when there is no such sample. */
  async folders(id: string): Promise<{ project: string; state: string } | undefined> {
    const isListed = (await this.list()).some((sample) => sample.id === id);
    if (this.#folder === null || !isListed) return undefined;
    const project = join(this.#folder, id);
    const state = join(this.#cache, "samples", id);
    if (!(await exists(state))) await copyIfThere(join(project, "state"), state);
    return { project, state };
  }

  /** @returns the sample that a link names by the id of its project; `undefined` when the project is no sample. */
  async withProjectId(project: string): Promise<string | undefined> {
    const folder = this.#folder;
    if (folder === null) return undefined;
    for (const { id } of await this.list()) {
      if (projectIdOf(await realpath(join(folder, id))) === project) return id;
    }
    return undefined;
  }

  async #read(): Promise<Application["samples"]> {
    const folder = this.#folder;
    if (folder === null) return [];
    try {
      const described = describedSchema.parse(JSON.parse(await readFile(join(folder, "samples.json"), "utf8")));
      const present = new Set(await readdir(folder));
      const candidates = described.filter(({ id }) => present.has(id));
      const areProjects = await Promise.all(candidates.map(({ id }) => isProjectFolder(join(folder, id))));
      return candidates.filter((_, index) => areProjects[index]);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  if (await exists(from)) await cp(from, to, { recursive: true });
}
