import { builtinModules } from "node:module";
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { workerFiles } from "./scripts/worker-files.ts";

/** The library's declarations name these, so who uses it has them: its copies and theirs must be the same. */
const libraryDependencies = ["rxjs", "zod"];

/** What runs on plain Node.js: `vite build -c vite.node.config.ts --mode cli`, `… event-store`, and `… bench`. */
const targets = new Map([
  [
    "cli",
    { name: "semiont-inspector", entry: "src/main/hosts/cli/start.ts", banner: "#!/usr/bin/env node", external: [] },
  ],
  ["event-store", { name: "index", entry: "src/main/event-store/index.ts", banner: "", external: libraryDependencies }],
  // Measured as it is shipped: in one file, which starts much sooner than the sources do.
  ["bench", { name: "run-case", entry: "bench/run-case.ts", banner: "", external: [] }],
]);

export default defineConfig(({ mode }) => {
  const target = targets.get(mode);
  if (target === undefined) throw new Error(`--mode must be one of ${[...targets.keys()].join(", ")}, not ${mode}.`);
  return {
    plugins: [workerFiles()],
    publicDir: false,
    // Nothing else is left to be installed.
    ssr: { noExternal: true, external: target.external, target: "node" },
    build: {
      ssr: true,
      target: "node22",
      outDir: resolve(process.env.BUILD_FOLDER ?? "out", mode),
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { [target.name]: target.entry },
        external: [...builtinModules, /^node:/, ...target.external],
        output: {
          format: "es",
          entryFileNames: "[name].mjs",
          chunkFileNames: "chunks/[name]-[hash].mjs",
          banner: (chunk) => (chunk.isEntry && chunk.name === target.name ? target.banner : ""),
        },
      },
    },
  };
});
