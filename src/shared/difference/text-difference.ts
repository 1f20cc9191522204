import { diffLines, diffWordsWithSpace } from "diff";

/** A run of text that is in both versions, or in one. */
export interface TextRun {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond this many edits the texts count as wholly different, so that no pair of texts can hold the page up. */
const MOST_EDITS = 4000;

/** Two texts compared line by line; the runs put together give either text. */
export function textDifference(left: string, right: string): readonly TextRun[] {
  return toRuns(diffLines(left, right, { maxEditLength: MOST_EDITS }), left, right);
}

/** Two short texts compared word by word. */
export function wordDifference(left: string, right: string): readonly TextRun[] {
  return toRuns(diffWordsWithSpace(left, right, { maxEditLength: MOST_EDITS }), left, right);
}

function toRuns(
  changes: readonly { readonly value: string; readonly added: boolean; readonly removed: boolean }[] | undefined,
  left: string,
  right: string,
): readonly TextRun[] {
  if (changes === undefined) {
    return [
      { kind: "removed", text: left },
      { kind: "added", text: right },
    ];
  }
  return changes.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}
