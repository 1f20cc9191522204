import type { JsonPath } from "../../../shared/ipc/json-value.ts";
import { pathId } from "./json-path.ts";

export type JsonMarkKind = "added" | "changed" | "moved";

/** What is to be pointed out of a value in a tree. */
export interface JsonMark {
  /** What became of the value itself. */
  readonly own: JsonMarkKind | null;
  /** Values that it held and holds no more. */
  readonly removed: number;
  /** How many values below it are pointed out, removed ones among them. */
  readonly inside: number;
}

/** A change to be pointed out, by its path; of a removed value the path that it had. */
export interface MarkedChange {
  readonly kind: JsonMarkKind | "removed";
  readonly path: JsonPath;
}

/** By path; also for everything that holds what is pointed out, which may be folded. */
export type JsonMarks = ReadonlyMap<string, JsonMark>;

export const NO_MARKS: JsonMarks = new Map();

const NOTHING: JsonMark = { own: null, removed: 0, inside: 0 };

export function markChanges(changes: readonly MarkedChange[]): JsonMarks {
  const marks = new Map<string, JsonMark>();
  const change = (path: JsonPath, next: (mark: JsonMark) => JsonMark) => {
    const id = pathId(path);
    marks.set(id, next(marks.get(id) ?? NOTHING));
  };
  for (const { kind, path } of changes) {
    for (let depth = 0; depth < path.length; depth += 1) {
      change(path.slice(0, depth), (mark) => ({ ...mark, inside: mark.inside + 1 }));
    }
    if (kind !== "removed") change(path, (mark) => ({ ...mark, own: kind }));
    else change(path.slice(0, -1), (mark) => ({ ...mark, removed: mark.removed + 1 }));
  }
  return marks;
}
