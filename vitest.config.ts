import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const electronStandIn = fileURLToPath(new URL("./src/testing/electron-stand-in.ts", import.meta.url));

export default defineConfig({
  test: {
    // Generous limits and few workers: a slow machine must not turn a right answer into a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["src/main/hosts/electron/**", "src/renderer/**"],
        },
      },
      {
        extends: true,
        // Electron's binary need not exist for these: the module is a stand-in.
        resolve: { alias: { electron: electronStandIn } },
        test: { name: "electron", environment: "node", include: ["src/main/hosts/electron/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "renderer", environment: "node", include: ["src/renderer/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "components", environment: "happy-dom", include: ["src/renderer/**/*.test.tsx"] },
      },
    ],
  },
});
