import type { EventReference, TimelineRow } from "../../../shared/ipc/model/timeline.ts";

/** What a timeline shows beside its list: an event, or the bad line that a finding is about. */
export type Shown = EventReference | { readonly finding: string };

/** What a row leads to; undefined where there is none. */
export function shownBy(row: TimelineRow | undefined): Shown | undefined {
  switch (row?.kind) {
    case "event":
      return row.reference;
    case "group":
      return row.first;
    case "malformed":
      return { finding: row.findingId };
    default:
      return undefined;
  }
}

export function isShownBy(row: TimelineRow | undefined, shown: Shown | null): boolean {
  const own = shownBy(row);
  return own !== undefined && isSameShown(own, shown);
}

export function isSameShown(one: Shown, other: Shown | null): boolean {
  if (other === null) return false;
  if ("finding" in one || "finding" in other) {
    return "finding" in one && "finding" in other && one.finding === other.finding;
  }
  return one.stream === other.stream && one.position === other.position;
}
