import { shownText } from "../../../shared/text/harmless-text.ts";
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
      /** Names of the fields, the first ones; empty for items of a list. */
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
  const areFew = root.changes <= MOST_OPENED;

  function visit(node: DifferenceNode, depth: number): void {
    const id = rowId(node);
    const open = node.children !== null && node.children.length > 0 && toggled.has(id) !== opensByItself(node, areFew);
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
      keys: writeKeys(run),
    });
  }

  visit(root, 0);
  return { rows, changes };
}

/** Additions that are all open would push what changed beside them out of sight. */
const MOST_OPENED = 5;
const MOST_NAMED = 6;

/** The way to every change is open; what was added or removed is open as long as it is short and there is little of it. */
function opensByItself(node: DifferenceNode, areFew: boolean): boolean {
  if (node.path.length === 0) return true;
  if (node.inherited) return false;
  if (node.kind === "added" || node.kind === "removed") return areFew && (node.children?.length ?? 0) <= 12;
  return node.changes > 0;
}

/** The names of unchanged fields; those of items would be mere numbers. */
function writeKeys(run: readonly DifferenceNode[]): string {
  const names = run.flatMap(({ key }) => (typeof key === "string" ? [shownText(key)] : []));
  return names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(", ")}, …` : names.join(", ");
}

/** Something removed may stand at the path of what came in its place. */
function rowId({ path, kind }: DifferenceNode): string {
  return `${kind === "removed" ? "-" : "="}${pathId(path)}`;
}
