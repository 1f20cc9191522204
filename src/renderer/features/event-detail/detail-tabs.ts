import type { EventDetail } from "../../../shared/ipc/model/timeline.ts";
import type { PlaceOf } from "../../app/places.ts";

export type DetailTab = PlaceOf<"timeline">["detail"];

interface TabEntry {
  readonly id: DetailTab;
  readonly label: string;
  /** As a command. */
  readonly command: string;
}

const TABS: readonly TabEntry[] = [
  { id: "payload", label: "Event", command: "Show what the event says" },
  { id: "raw", label: "Raw line", command: "Show the raw line of the event" },
  { id: "hash", label: "Hash", command: "Show the hash of the event" },
  { id: "related", label: "Related", command: "Show related events" },
];

/** Only of a record that is suspect: what git knows of it and what depends on it. */
const TRACE: TabEntry = { id: "trace", label: "Trace", command: "Show the trace of the event" };

/** Whether the panel of an event has a trace. */
export function isTraced({ worstFinding }: EventDetail["row"]): boolean {
  return worstFinding === "suspect";
}

/** The parts of the panel of an event. */
export function detailTabs(row: EventDetail["row"]): readonly TabEntry[] {
  return isTraced(row) ? [...TABS, TRACE] : TABS;
}
