import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const example = fileURLToPath(new URL("../../testing/event-store-example.ts", import.meta.url));

/** The first block of a language in a page. */
function blockOf(page: string, language: string): string {
  return page.split(`\`\`\`${language}\n`)[1]?.split("```\n")[0] ?? "";
}

describe("docs/event-store.md", () => {
  test("shows a program that does what the page says it does", async () => {
    const page = await readFile(join(root, "docs", "event-store.md"), "utf8");
    const program = await readFile(example, "utf8");
    const shown = program
      .slice(program.indexOf("import {"))
      .replace(/"[^"]*index\.ts"/, '"semiont-inspector/event-store"');
    expect(blockOf(page, "ts")).toBe(shown);
    const folder = await mkdtemp(join(tmpdir(), "semiont-example-"));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [example, folder]);
      expect(stdout).toBe(blockOf(page, "text"));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("names every error code there is, and no other", async () => {
    const page = await readFile(join(root, "docs", "event-store.md"), "utf8");
    const codes: string[] = [];
    for await (const file of glob("src/main/event-store/**/errors/*.ts", { cwd: root })) {
      codes.push(...(/readonly code = "([a-z-]+)"/.exec(await readFile(join(root, file), "utf8"))?.slice(1) ?? []));
    }
    const table = page.slice(page.indexOf("## Errors"));
    expect([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code).toSorted()).toEqual(codes.toSorted());
  });
});

test("docs/promises.md names tests that exist", async () => {
  const page = await readFile(join(root, "docs", "promises.md"), "utf8");
  const named = [...page.matchAll(/`((?:src|e2e)\/[^`]+\.(?:test|spec)\.tsx?)`((?:[:,]? “[^”]+”)*)/g)];
  expect(named.length).toBeGreaterThan(30);
  for (const [, path = "", names = ""] of named) {
    expect(existsSync(join(root, path)), path).toBe(true);
    const source = await readFile(join(root, path), "utf8");
    for (const [, name = ""] of names.matchAll(/“([^”]+)”/g)) expect(source, `${path}: ${name}`).toContain(name);
  }
});
