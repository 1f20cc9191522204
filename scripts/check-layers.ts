// Fails when a file under src/ reaches where its layer may not. The rules are in layers/rules.ts.
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readImports, type SourceFile } from "./layers/imports.ts";
import { findViolations } from "./layers/violations.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const files: SourceFile[] = [];
for await (const found of glob("src/**/*.{ts,tsx}", { cwd: root })) {
  const path = found.replaceAll("\\", "/");
  files.push(readImports(path, await readFile(new URL(`../${path}`, import.meta.url), "utf8")));
}
files.sort((a, b) => (a.path < b.path ? -1 : 1));

const violations = findViolations(files);
for (const violation of violations) console.error(violation);
const references = files.reduce((sum, { imports }) => sum + imports.length, 0);
console.log(`${files.length} files, ${references} imports, ${violations.length} out of bounds`);
if (files.length === 0) console.error(`There are no sources under ${root}src, so nothing was checked.`);
process.exitCode = violations.length === 0 && files.length > 0 ? 0 : 1;
