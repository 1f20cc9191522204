import { builtinModules } from "node:module";
import type { Import, SourceFile } from "./imports.ts";
import { type Layer, layers, onlyDoor, processEntries, testSupport } from "./rules.ts";

/** Something a file does that its layer may not, as a sentence that names the place. */
export type Violation = string;

/** All that is wrong with these files, in their order. */
export function findViolations(files: readonly SourceFile[]): readonly Violation[] {
  return [
    ...files.flatMap((file) => file.imports.flatMap((reference) => judge(file, reference))),
    ...judgeDoor(files),
    ...findCycles(files),
    ...findSynchronousAccess(files),
  ];
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isWithin(path, testSupport);
}

function judge(file: SourceFile, reference: Import): readonly Violation[] {
  const place = `${file.path}:${reference.line}`;
  const layer = layerOf(file.path);
  const test = isTest(file.path);
  if (layer === undefined) return test ? [] : [`${place} belongs to no layer; scripts/layers/rules.ts names them.`];

  if (reference.file !== undefined) {
    if (isTest(reference.file)) return test ? [] : [`${place} imports ${reference.file}, which only tests may.`];
    const target = layerOf(reference.file);
    const allowed = target === layer || (target !== undefined && layer.mayImport.includes(target.folder));
    return allowed ? [] : [`${place} imports ${reference.file}, out of reach for ${layer.folder}.`];
  }
  const name = packageOf(reference.specifier);
  if (name === "electron" && !(layer.packages !== "any-but-electron" && layer.packages.includes(name))) {
    return [`${place} imports electron, which ${layer.folder} may not.`];
  }
  if (test) return [];
  if (isBuiltin(reference.specifier)) {
    return layer.node ? [] : [`${place} imports ${reference.specifier}, but there is no Node.js in ${layer.folder}.`];
  }
  if (layer.packages === "any-but-electron" || layer.packages.includes(name)) return [];
  return [`${place} imports ${name}, which is not among the packages of ${layer.folder}.`];
}

/** Exactly one file holds the door; with none, the rule would be about nothing. */
function judgeDoor(files: readonly SourceFile[]): readonly Violation[] {
  const electronFiles = files.filter(({ path }) => isWithin(path, onlyDoor.folder) && !isTest(path));
  if (electronFiles.length === 0) return [];
  const importsOfElectron = electronFiles.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier, kind }) => packageOf(specifier) === "electron" && kind !== "type")
      .map((reference) => ({ path, ...reference })),
  );
  const whole = importsOfElectron
    .filter(({ names }) => names.includes("*") || names.includes("default"))
    .map(({ path, line }) => `${path}:${line} imports all of electron; name what is needed.`);
  const doors = [...new Set(importsOfElectron.filter(({ names }) => names.includes(onlyDoor.name)).map((i) => i.path))];
  if (doors.length === 1) return whole;
  const found = doors.length === 0 ? "none does" : `these do: ${doors.join(", ")}`;
  return [...whole, `Exactly one file has to import ${onlyDoor.name} from electron; ${found}.`];
}

/** Files that know each other, by a type alone included: neither can be read or moved without the other. What is loaded later may look back. */
function findCycles(files: readonly SourceFile[]): readonly Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const violations: Violation[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) violations.push(`These files import each other: ${[...trail.slice(start), path].join(" → ")}.`);
    if (start >= 0 || finished.has(path)) return;
    for (const { kind, file } of byPath.get(path)?.imports ?? []) {
      if ((kind === "static" || kind === "type") && file !== undefined) visit(file, [...trail, path]);
    }
    finished.add(path);
  };
  for (const { path } of files) visit(path, []);
  return violations;
}

/** Blocking calls in any file that a process loads outside its worker threads. */
function findSynchronousAccess(files: readonly SourceFile[]): readonly Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>(processEntries.filter((path) => byPath.has(path)));
  for (const path of reached) {
    for (const { kind, file } of byPath.get(path)?.imports ?? []) {
      if (file !== undefined && (kind === "static" || kind === "dynamic")) reached.add(file);
    }
  }
  return [...reached].flatMap((path) => {
    const file = byPath.get(path);
    if (file === undefined) return [];
    const named = file.imports
      .filter(({ specifier, kind }) => kind === "static" && blockingModules.has(specifier.replace(/^node:/, "")))
      .flatMap(({ names, line }) => names.filter((name) => name.endsWith("Sync")).map((name) => ({ name, line })));
    return [...named, ...file.synchronousCalls].map(
      ({ name, line }) => `${path}:${line} uses ${name}, and waits for the disk outside of a worker thread.`,
    );
  });
}

const blockingModules = new Set(["fs", "child_process", "zlib", "crypto"]);

function layerOf(path: string): Layer | undefined {
  return layers
    .filter(({ folder }) => isWithin(path, folder))
    .sort((a, b) => b.folder.length - a.folder.length)
    .at(0);
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** `@scope/name/part` and `name/part` without their parts. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}
