import { pathId } from "../../ui/json-tree/json-path.ts";
import type { DifferenceNode } from "./difference-tree.ts";

/** A line of a drawn difference: a value, or a run of values that are the same on both sides. */
export type DifferenceRow =
  | {
      readonly kind: "node";
      readonly id: string;
      readonly node: DifferenceNode;
      readonly depth: number;
      readonly open: boolean;
    }
  | {
      readonly kind: "unchanged";
      readonly id: string;
      readonly depth: number;
      readonly count: number;
      readonly keys: string;
    };

export interface DifferenceRows {
  readonly rows: readonly DifferenceRow[];
  /** Indexes of the rows that are a change, in order. */
  readonly changes: readonly number[];
}

/**
 * The lines of a difference in order.
 *
 * @param all lists what is the same on both sides, too
 * @param toggled ids of rows that a person opened or closed, or of runs that were asked for
 */
export function listDifferenceRows(root: DifferenceNode, all: boolean, toggled: ReadonlySet<string>): DifferenceRows {
  const rows: DifferenceRow[] = [];
  const changes: number[] = [];

  function visit(node: DifferenceNode, depth: number): void {
    const id = rowId(node);
    const open = node.children !== null && node.children.length > 0 && toggled.has(id) !== opensByItself(node);
    if (node.kind !== "same" && !node.inherited) changes.push(rows.length);
    rows.push({ kind: "node", id, node, depth, open });
    if (!open || node.children === null) return;
    const isWhole = node.kind === "added" || node.kind === "removed" || node.changes === 0;
    let run: DifferenceNode[] = [];
    const endRun = () => {
      listRun(run, depth + 1);
      run = [];
    };
    for (const child of node.children) {
      if (child.changes === 0 && !isWhole) {
        run.push(child);
        continue;
      }
      endRun();
      visit(child, depth + 1);
    }
    endRun();
  }

  function listRun(run: readonly DifferenceNode[], depth: number): void {
    const first = run[0];
    if (first === undefined) return;
    const id = `run${rowId(first)}`;
    if (all || toggled.has(id)) {
      for (const node of run) visit(node, depth);
      return;
    }
    rows.push({
      kind: "unchanged",
      id,
      depth,
      count: run.length,
      keys: run
        .map(({ key }) => key)
        .slice(0, 6)
        .join(", "),
    });
  }

  visit(root, 0);
  return { rows, changes };
}

/** The way to every change is open; what was added or removed is open as long as it is short. */
function opensByItself(node: DifferenceNode): boolean {
  if (node.path.length === 0) return true;
  if (node.inherited) return false;
  if (node.kind === "added" || node.kind === "removed") return (node.children?.length ?? 0) <= 12;
  return node.changes > 0;
}

/** Something removed may stand at the path of what came in its place. */
function rowId({ path, kind }: DifferenceNode): string {
  return `${kind === "removed" ? "-" : "="}${pathId(path)}`;
}
