import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A private, writable copy of one fixture. */
export interface FixtureCopy extends AsyncDisposable {
  /** The temporary folder that holds everything below; removed by `dispose`. */
  readonly folder: string;
  /** The project to open: it holds `.semiont`. */
  readonly projectFolder: string;
  /** Views as a rebuild should write them, where the fixture has them. */
  readonly expectedStateFolder: string | undefined;
  dispose(): Promise<void>;
}

/**
 * Where the shared fixtures are on this machine: `FIXTURES_DIR`, else `../shared/fixtures` beside the repository.
 * They are not part of the repository; `undefined` where they are missing, and tests that need them say so and skip.
 */
export function fixturesDirectory(): string | undefined {
  const chosen = process.env.FIXTURES_DIR;
  if (chosen !== undefined && chosen !== "") {
    if (!existsSync(chosen)) throw new Error(`FIXTURES_DIR names ${chosen}, which does not exist.`);
    return resolve(chosen);
  }
  const beside = fileURLToPath(new URL("../../../shared/fixtures", import.meta.url));
  return existsSync(beside) ? beside : undefined;
}

/**
 * Copies one fixture into a temporary folder.
 * @param name its path under the fixtures folder, for example `edge/torn-last-line`
 * @throws Error when there are no fixtures, or none of that name with a `project` folder
 */
export async function copyFixture(name: string): Promise<FixtureCopy> {
  const fixtures = fixturesDirectory();
  if (fixtures === undefined) throw new Error("There are no fixtures here; set FIXTURES_DIR to their folder.");
  const source = join(fixtures, name);
  if (!existsSync(join(source, "project"))) throw new Error(`There is no fixture named ${name} in ${fixtures}.`);

  const folder = await mkdtemp(join(tmpdir(), "semiont-fixture-"));
  await cp(source, folder, { recursive: true });
  await makeWritable(folder);
  const expectedState = join(folder, "expected-state");
  const dispose = () => rm(folder, { recursive: true, force: true });
  return {
    folder,
    projectFolder: join(folder, "project"),
    expectedStateFolder: existsSync(expectedState) ? expectedState : undefined,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** The fixtures may be read-only, and a copy keeps the modes: only root could write into it, or remove it. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeWritable(path);
    else if (entry.isFile()) await chmod(path, 0o600);
  }
}
