import type { Plugin } from "vite";

/** Matches `new URL("./name.worker.ts", import.meta.url)`, wherever it stands. */
const workerUrl = /new URL\(\s*"(\.[^"]+\.worker\.ts)",\s*import\.meta\.url,?\s*\)/g;

/**
 * Builds worker threads along with the code that starts them.
 *
 * In the sources a worker is started as `new Worker(new URL("./name.worker.ts", import.meta.url))`. Unbundled (vitest, or
 * Node itself, which strips types) that is already right. In a build this plugin makes the named file an entry of its
 * own and lets the bundler write its final address, so that the one spelling works in the tests, in Electron's main
 * process, in the command line and in the library.
 */
export function workerFiles(): Plugin {
  return {
    name: "worker-files",
    apply: "build",
    enforce: "pre",
    async transform(code, importer) {
      if (!code.includes(".worker.ts")) return null;
      const references = new Map<string, string>();
      for (const [, specifier = ""] of code.matchAll(workerUrl)) {
        const resolved = await this.resolve(specifier, importer);
        if (resolved === null) this.error(`${importer} starts a worker from ${specifier}, which does not exist.`);
        references.set(specifier, this.emitFile({ type: "chunk", id: resolved.id, importer }));
      }
      if (references.size === 0) return null;
      return {
        code: code.replace(
          workerUrl,
          (_, specifier: string) => `import.meta.ROLLUP_FILE_URL_${references.get(specifier)}`,
        ),
        // A worker's address is one line; the shift inside it is not worth a map.
        map: null,
      };
    },
    // Vite answers with a path from the site's root; on a disk only the way from the importing file is right.
    resolveFileUrl({ fileName, relativePath }) {
      return fileName.includes(".worker") ? `new URL(${JSON.stringify(relativePath)}, import.meta.url)` : null;
    },
  };
}
