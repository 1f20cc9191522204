import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { aheadLinks } from "./scripts/ahead-links.ts";
import { workerFiles } from "./scripts/worker-files.ts";

/** Where the build goes; `scripts/build.mjs` builds beside the last one and swaps the two. */
const folder = resolve(process.env.BUILD_FOLDER ?? "out");

/*
 * The desktop app and the page that the browser host serves.
 *
 * Worker threads have one spelling, everywhere: `new Worker(new URL("./name.worker.ts", import.meta.url))`.
 * See `scripts/worker-files.ts`; `?nodeWorker` and `?modulePath` exist only in this build and are not used.
 */
export default defineConfig({
  main: {
    plugins: [workerFiles()],
    build: {
      outDir: `${folder}/main`,
      // Everything is bundled: the app starts without node_modules.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { main: "src/main/hosts/electron/main.ts" },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: `${folder}/preload`,
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { preload: "src/preload/preload.ts" },
        // A sandboxed preload script has to be CommonJS.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "src/renderer",
    base: "./",
    plugins: [react(), aheadLinks()],
    build: {
      outDir: `${folder}/renderer`,
      emptyOutDir: true,
      sourcemap: true,
      // Half the text to read before the first screen; electron-vite leaves it out by itself.
      minify: true,
      cssMinify: true,
      // The content security policy forbids data: addresses for scripts and fonts; every asset is a file.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: "src/renderer/index.html" } },
    },
  },
});
