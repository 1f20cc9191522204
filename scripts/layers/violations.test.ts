import { describe, expect, test } from "vitest";
import { readImports } from "./imports.ts";
import { findViolations } from "./violations.ts";

/** Checks files given as path → source. */
function check(sources: Record<string, string>) {
  return findViolations(Object.entries(sources).map(([path, source]) => readImports(path, source)));
}

const fault = (path: string, source: string) => [path, source] as const;

describe("one file out of bounds", () => {
  test.each([
    fault("src/shared/a.ts", 'import { readFile } from "node:fs/promises";'),
    fault("src/shared/a.ts", 'import "fs";'),
    fault("src/shared/a.ts", 'import type { X } from "../main/event-store/index.ts";'),
    fault("src/shared/a.ts", 'export * from "../renderer/app/shell.tsx";'),
    fault("src/shared/a.ts", 'import react from "react";'),
    fault("src/main/event-store/a.ts", 'import { x } from "../inspector/x.ts";'),
    fault("src/main/event-store/a.ts", 'type X = import("../inspector/x.ts").X;'),
    fault("src/main/event-store/a.ts", 'const x = await import("../hosts/cli/x.ts");'),
    fault("src/main/event-store/a.ts", 'import { app } from "electron";'),
    fault("src/main/event-store/a.ts", 'import { app } from "electron/main";'),
    fault("src/main/event-store/a.ts", 'new Worker(new URL("../inspector/x.worker.ts", import.meta.url));'),
    fault("src/main/inspector/a.ts", 'import { x } from "../hosts/browser/x.ts";'),
    fault("src/main/inspector/a.ts", 'import type { BrowserWindow } from "electron";'),
    fault("src/main/hosts/browser/a.ts", 'import { x } from "../electron/x.ts";'),
    fault("src/main/hosts/cli/a.ts", 'import { x } from "../electron/x.ts";'),
    fault("src/main/hosts/cli/a.ts", 'import { x } from "../../../renderer/app/x.ts";'),
    fault("src/preload/preload.ts", 'import { z } from "zod";'),
    fault("src/preload/preload.ts", 'import { x } from "../main/hosts/electron/x.ts";'),
    fault("src/renderer/app/a.tsx", 'import { join } from "node:path";'),
    fault("src/renderer/app/a.tsx", 'import { ipcRenderer } from "electron";'),
    fault("src/renderer/app/a.tsx", 'import type { X } from "../../main/inspector/x.ts";'),
    fault("src/renderer/app/a.tsx", 'import { x } from "../../preload/preload.ts";'),
    fault("src/renderer/ui/a.tsx", 'import { x } from "../features/timeline/x.tsx";'),
    fault("src/renderer/app/a.tsx", 'import { copyFixture } from "../../testing/fixtures.ts";'),
    fault("src/main/inspector/a.ts", 'import { x } from "./b.test.ts";'),
    fault("src/elsewhere/a.ts", 'import { z } from "zod";'),
    fault("src/shared/a.test.ts", 'import { x } from "../main/inspector/x.ts";'),
    fault("src/main/inspector/a.test.ts", 'import { app } from "electron";'),
  ])("%s: %s", (path, source) => {
    expect(check({ [path]: source })).toEqual([expect.stringContaining(`${path}:1 `)]);
  });
});

describe("one file within bounds", () => {
  test.each([
    fault("src/shared/a.ts", 'import { z } from "zod"; import { x } from "./ipc/x.ts"; import type { Y } from "rxjs";'),
    fault(
      "src/main/event-store/a.ts",
      'import { open } from "node:fs/promises"; import { x } from "../../shared/x.ts";',
    ),
    fault("src/main/event-store/a.ts", '// import { app } from "electron";\nconst text = \'import "electron"\';'),
    fault("src/main/inspector/a.ts", 'import { x } from "../event-store/index.ts"; import { watch } from "chokidar";'),
    fault("src/main/hosts/cli/a.ts", 'import { x } from "../browser/server.ts"; import { y } from "../resources.ts";'),
    fault("src/renderer/features/a.tsx", 'import { x } from "../ui/x.tsx"; import "@fontsource/inter";'),
    fault(
      "src/shared/a.test.ts",
      'import { test } from "vitest"; import { x } from "../testing/fixtures.ts"; import "node:fs";',
    ),
  ])("%s: %s", (path, source) => {
    expect(check({ [path]: source })).toEqual([]);
  });
});

describe("the door to the page", () => {
  const door = 'import { app, ipcMain } from "electron";';
  const folder = "src/main/hosts/electron";

  test("one file that imports ipcMain is right", () => {
    expect(check({ [`${folder}/main.ts`]: 'import { app } from "electron";', [`${folder}/door.ts`]: door })).toEqual(
      [],
    );
  });
  test("a second one is named", () => {
    const violations = check({ [`${folder}/main.ts`]: door, [`${folder}/door.ts`]: door });
    expect(violations).toEqual([expect.stringMatching(/one file.*main\.ts.*door\.ts/)]);
  });
  test("none at all is an error too", () => {
    expect(check({ [`${folder}/main.ts`]: 'import { app } from "electron";' })).toEqual([
      expect.stringContaining("none does"),
    ]);
  });
  test("nobody gets it by taking all of Electron", () => {
    const violations = check({ [`${folder}/main.ts`]: 'import * as e from "electron";', [`${folder}/door.ts`]: door });
    expect(violations).toEqual([expect.stringContaining("main.ts:1 imports all of electron")]);
  });
});

describe("cycles", () => {
  test("files that load each other are shown as a circle", () => {
    const violations = check({
      "src/shared/a.ts": 'import { b } from "./b.ts";',
      "src/shared/b.ts": 'export { c } from "./c.ts";',
      "src/shared/c.ts": 'import { a } from "./a.ts";',
    });
    expect(violations).toEqual([expect.stringContaining("a.ts → src/shared/b.ts → src/shared/c.ts → src/shared/a.ts")]);
  });
  test("a type closes a circle as well", () => {
    const violations = check({
      "src/shared/a.ts": 'import { b } from "./b.ts";',
      "src/shared/b.ts": 'import type { A } from "./a.ts";',
    });
    expect(violations).toEqual([expect.stringContaining("a.ts → src/shared/b.ts → src/shared/a.ts")]);
  });
  test("what is loaded later may look back", () => {
    const sources = {
      "src/renderer/app/a.ts": 'const b = await import("../features/b.ts");',
      "src/renderer/features/b.ts": 'import type { A } from "../app/a.ts";',
    };
    expect(check(sources)).toEqual([]);
  });
});

describe("synchronous access", () => {
  const main = "src/main/hosts/cli/start.ts";
  const inspector = "src/main/inspector/scan.ts";

  test("is found wherever the process reaches it", () => {
    const violations = check({
      [main]: 'import { scan } from "../../inspector/scan.ts";',
      [inspector]: 'import { readFileSync } from "node:fs";',
    });
    expect(violations).toEqual([expect.stringContaining(`${inspector}:1 uses readFileSync`)]);
  });
  test("is found behind a whole module and a late import", () => {
    const violations = check({
      [main]: 'const { scan } = await import("../../inspector/scan.ts");',
      [inspector]: 'import fs from "node:fs";\nfs.readFileSync("x");',
    });
    expect(violations).toEqual([expect.stringContaining(`${inspector}:2 uses readFileSync`)]);
  });
  test("is nobody's business in a worker thread", () => {
    const violations = check({
      [main]: 'new Worker(new URL("../../inspector/scan.worker.ts", import.meta.url));',
      "src/main/inspector/scan.worker.ts": 'import { readFileSync } from "node:fs";',
    });
    expect(violations).toEqual([]);
  });
});

test("an import whose name is computed cannot be judged and is refused", () => {
  expect(() => check({ "src/shared/a.ts": "await import(name);" })).toThrow("src/shared/a.ts:1");
});
test("a file that cannot be parsed is not taken for one without imports", () => {
  expect(() => check({ "src/shared/a.ts": "import {" })).toThrow("cannot be parsed");
});
