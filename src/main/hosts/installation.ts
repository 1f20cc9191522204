import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where the parts of this program are, wherever it was put: a repository, an npm package, an application. */
export interface Installation {
  readonly version: string;
  /** The built page. It may be missing when nothing was built yet. */
  readonly pageFolder: string;
  readonly preloadFile: string;
  /** The bundled samples; null when this copy comes without. */
  readonly samplesFolder: string | null;
}

const manifestSchema = z.object({ name: z.literal("semiont-inspector"), version: z.string() });

/**
 * Finds the package that a module belongs to, by the nearest `package.json` of ours above it.
 *
 * @param module its `import.meta.url`
 * @throws Error when the module was taken out of its package
 */
export async function findInstallation(module: string): Promise<Installation> {
  const start = dirname(fileURLToPath(module));
  for (let folder = start; ; folder = dirname(folder)) {
    const version = await readVersion(join(folder, "package.json"));
    if (version !== null) {
      const samples = join(folder, "samples");
      return {
        version,
        pageFolder: join(folder, "out", "renderer"),
        preloadFile: join(folder, "out", "preload", "preload.cjs"),
        samplesFolder: (await isFolder(samples)) ? samples : null,
      };
    }
    if (folder === dirname(folder)) {
      throw new Error(`No package.json of semiont-inspector stands above ${start}. Install it again, in one piece.`);
    }
  }
}

async function readVersion(file: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    // Most folders on the way up have none.
    return null;
  }
  try {
    return manifestSchema.parse(JSON.parse(text)).version;
  } catch {
    // Another program's.
    return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
