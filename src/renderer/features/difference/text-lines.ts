import type { TextRun } from "../../../shared/difference/text-difference.ts";

/** A line of a text difference, numbered on the sides where it stands; or a run of lines that are left out. */
export type TextLine =
  | {
      readonly kind: TextRun["kind"];
      readonly left: number | null;
      readonly right: number | null;
      readonly text: string;
    }
  | { readonly kind: "skipped"; readonly count: number; readonly from: number };

const CONTEXT = 3;

/**
 * @param all keeps lines that are far from any change
 * @param opened the first lines, on the right, of runs that a person has asked for
 */
export function listTextLines(
  runs: readonly TextRun[],
  all: boolean,
  opened: ReadonlySet<number> = new Set(),
): readonly TextLine[] {
  const lines: TextLine[] = [];
  let left = 1;
  let right = 1;
  for (const [index, { kind, text }] of runs.entries()) {
    const texts = text.endsWith("\n") ? text.slice(0, -1).split("\n") : text.split("\n");
    const numbered = texts.map(
      (line): TextLine => ({
        kind,
        left: kind === "added" ? null : left++,
        right: kind === "removed" ? null : right++,
        text: line,
      }),
    );
    const first = index === 0 ? 0 : CONTEXT;
    const last = index === runs.length - 1 ? 0 : CONTEXT;
    if (all || kind !== "same" || numbered.length <= first + last + 1) {
      lines.push(...numbered);
      continue;
    }
    const count = numbered.length - first - last;
    const from = right - last - count;
    if (opened.has(from)) lines.push(...numbered);
    else {
      const skipped: TextLine = { kind: "skipped", count, from };
      lines.push(...numbered.slice(0, first), skipped, ...numbered.slice(numbered.length - last));
    }
  }
  return lines;
}
