import type { Query, QueryClient } from "@tanstack/react-query";
import type { Client } from "../../shared/ipc/client.ts";
import type { MethodName } from "../../shared/ipc/contract.ts";
import type { ProjectChange } from "../../shared/ipc/model/project.ts";

/** Answers that do not depend on the files of the project, or follow the pushes by themselves. */
const UNTOUCHED: ReadonlySet<string> = new Set<MethodName>([
  "application.read",
  "projects.recent",
  "folders.list",
  "filters.list",
  "filters.fields",
  "project.read",
  // A snapshot stays as it was.
  "view.items",
]);

/** Answers that depend on the views on disk. */
const FROM_VIEWS: ReadonlySet<string> = new Set<MethodName>([
  "overview.read",
  "resources.query",
  "drift.read",
  "drift.origin",
  "view.read",
]);

/** Asks the shown questions again when files have changed; only those that the change can touch. Returns what ends it. */
export function keepFresh(client: Client, queries: QueryClient): () => void {
  const ends = [
    client.on("project.changed", (change) => {
      queries.setQueryData(["project.read", {}], change.summary);
      void queries.invalidateQueries({ predicate: (query) => isTouched(query, change) });
    }),
    client.on("views.changed", () => {
      void queries.invalidateQueries({ predicate: (query) => FROM_VIEWS.has(methodOf(query)) });
    }),
    client.on("watch.changed", (watch) => {
      queries.setQueryData(["project.read", {}], (summary: unknown) =>
        typeof summary === "object" && summary !== null ? { ...summary, watch } : summary,
      );
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Whether an answer can be another one after a change of some streams. */
export function isTouched(query: Pick<Query, "queryKey">, change: Pick<ProjectChange, "streams" | "more">): boolean {
  if (UNTOUCHED.has(methodOf(query))) return false;
  const stream = streamAskedFor(query.queryKey[1]);
  return stream === null || change.more || change.streams.some((changed) => changed.stream === stream);
}

function methodOf({ queryKey }: Pick<Query, "queryKey">): string {
  return typeof queryKey[0] === "string" ? queryKey[0] : "";
}

/** The one stream that a question is about; null when it is about more. */
function streamAskedFor(input: unknown): string | null {
  if (typeof input !== "object" || input === null) return null;
  const { stream, scope } = input as { readonly stream?: unknown; readonly scope?: unknown };
  const named = stream ?? scope;
  return typeof named === "string" ? named : null;
}
