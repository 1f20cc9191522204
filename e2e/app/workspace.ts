import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixturesDirectory } from "../../src/testing/fixtures.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

type SampleId = "aurora-library" | "aurora-library-damaged";

/** A folder of one test's own: copies of projects, and a home without anything of the person who runs the tests. */
export interface Workspace extends AsyncDisposable {
  readonly folder: string;
  /** Of the person who uses the inspector; it need not exist. */
  readonly home: string;
  /** What every process of the test is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Copies a bundled sample, without the views that come with it. @returns the project's folder */
  sample(id: SampleId): Promise<string>;
  /** Puts the views that come with a sample where a project of this name keeps them. */
  sampleViews(id: SampleId, projectName: string): Promise<void>;
  /** Copies a shared fixture's project. */
  fixture(name: string): Promise<string>;
  /** Makes an empty folder. */
  empty(name: string): Promise<string>;
  /** Where the views of a project of this name are looked for. */
  stateFolder(projectName: string): string;
}

/** Whether the shared fixtures are on this machine; tests that need them say so and are skipped otherwise. */
export const hasFixtures = fixturesDirectory() !== undefined;

export async function openWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "semiont-e2e-"));
  const place = (name: string) => join(folder, name);
  const copy = async (from: string, name: string) => {
    const to = place(name);
    await cp(from, to, { recursive: true });
    await makeWritable(to);
    return to;
  };
  return {
    folder,
    home: place("home"),
    environment: {
      ...withoutOwnSettings(process.env),
      HOME: place("home"),
      XDG_STATE_HOME: place("state"),
      XDG_CONFIG_HOME: place("config"),
      XDG_CACHE_HOME: place("cache"),
    },
    async sample(id) {
      const to = await copy(join(root, "samples", id), id);
      await rm(join(to, "state"), { recursive: true, force: true });
      return to;
    },
    async sampleViews(id, projectName) {
      await copy(join(root, "samples", id, "state"), join("state", "semiont", projectName));
    },
    async fixture(name) {
      const fixtures = fixturesDirectory();
      if (fixtures === undefined) throw new Error("There are no fixtures here; set FIXTURES_DIR to their folder.");
      const from = join(fixtures, name, "project");
      if (!existsSync(from)) throw new Error(`There is no fixture named ${name}.`);
      return copy(from, name.replaceAll("/", "-"));
    },
    async empty(name) {
      await mkdir(place(name), { recursive: true });
      return place(name);
    },
    stateFolder: (projectName) => join(place("state"), "semiont", projectName),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

function withoutOwnSettings(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).filter(([name]) => name !== "NODE_OPTIONS" && name !== "HOME");
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Fixtures may be read-only, and a copy keeps the modes. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeWritable(path);
    else if (entry.isFile()) await chmod(path, 0o600);
  }
}
