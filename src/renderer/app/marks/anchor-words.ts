import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";

/** How a log stands to its anchor, in words that stand next to a verdict. */
export const ANCHOR_WORDS: Readonly<
  Record<ProjectSummary["anchor"], { readonly label: string; readonly meaning: string }>
> = {
  unanchored: {
    label: "Unanchored",
    meaning:
      "Any beginning of a chain verifies, so a log whose end was cut off looks whole until a state of it is saved.",
  },
  unchecked: { label: "Anchored", meaning: "A state of the log is saved; the log has not been held against it yet." },
  extends: { label: "Extends its anchor", meaning: "Every byte that was anchored is where it was." },
  diverged: { label: "Differs from its anchor", meaning: "What was anchored is not all there any more." },
  refused: { label: "Anchor unreadable", meaning: "The anchor that the app kept cannot be used. Save another one." },
};
