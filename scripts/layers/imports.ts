import { dirname, posix } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** One reference from a file to a module. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** From the project's root, for a relative import. */
  readonly file: string | undefined;
  /** How it is loaded: not at all (a type), with the file, later on, or in a thread of its own. */
  readonly kind: "type" | "static" | "dynamic" | "worker";
  /** Names imported from it, as the module calls them; `*` for all at once. */
  readonly names: readonly string[];
  readonly line: number;
}

/** What the check needs to know of a file. */
export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Calls such as `readFileSync`, written as a property of a whole module. */
  readonly synchronousCalls: readonly { readonly name: string; readonly line: number }[];
}

/**
 * Reads a file's imports with a real parser: comments and strings do not count, `import("…")` types and workers do.
 * @throws Error when the file cannot be parsed, or imports what only the running program knows
 */
export function readImports(path: string, source: string): SourceFile {
  const { module, program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);

  const imports: Import[] = [];
  const synchronousCalls: { name: string; line: number }[] = [];
  const lineOf = (offset: number) => source.slice(0, offset).split("\n").length;
  const add = (specifier: string, kind: Import["kind"], names: readonly string[], offset: number) => {
    const file = specifier.startsWith(".") ? posix.join(dirname(path), specifier.replace(/\?.*$/, "")) : undefined;
    imports.push({ specifier, file, kind, names, line: lineOf(offset) });
  };

  for (const { moduleRequest, entries, start } of module.staticImports) {
    const names = entries.map(({ importName }) => importName.name ?? "*");
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    add(moduleRequest.value, typeOnly ? "type" : "static", names, start);
  }
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, importName, isType } of entries) {
      if (moduleRequest) add(moduleRequest.value, isType ? "type" : "static", [importName.name ?? "*"], start);
    }
  }
  new Visitor({
    ImportExpression({ source: target, start }) {
      if (target.type !== "Literal" || typeof target.value !== "string") {
        throw new Error(`${path}:${lineOf(start)} imports a module whose name only the running program knows.`);
      }
      add(target.value, "dynamic", ["*"], start);
    },
    TSImportType({ source: target, start }) {
      add(target.value, "type", ["*"], start);
    },
    NewExpression({ callee, arguments: [target], start }) {
      if (callee.type !== "Identifier" || callee.name !== "URL") return;
      if (target?.type === "Literal" && typeof target.value === "string" && target.value.endsWith(".worker.ts")) {
        add(target.value, "worker", [], start);
      }
    },
    MemberExpression({ property, start }) {
      if (property.type === "Identifier" && property.name.endsWith("Sync")) {
        synchronousCalls.push({ name: property.name, line: lineOf(start) });
      }
    },
  }).visit(program);
  return { path, imports, synchronousCalls };
}
