import { eventLabel } from "../../../shared/events/catalogue.ts";
import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import type { Verdict } from "../../../shared/integrity/verdict.ts";
import type { DriftState } from "../../../shared/ipc/model/resources.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { SEVERITY_VERDICT, VerdictShape } from "./shape.tsx";
import { verdictText } from "./verdict-text.ts";
import "./marks.css";

export interface VerdictMarkProps {
  readonly verdict: Verdict;
  /** Suspect findings that somebody has acknowledged; said, without making the verdict better. */
  readonly acknowledged?: number;
  readonly plain?: boolean;
}

/** A verdict: shape, colour and word. */
export function VerdictMark({ verdict, acknowledged = 0, plain = false }: VerdictMarkProps) {
  return (
    <Badge tone={verdict} plain={plain} icon={<VerdictShape verdict={verdict} size={12} />}>
      {verdictText(verdict, acknowledged)}
    </Badge>
  );
}

const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  info: "Notice",
  explained: "Explained",
  suspect: "Suspect",
};

/** How serious a finding is: shape, colour and word. */
export function SeverityMark({ severity, plain = false }: { readonly severity: Severity; readonly plain?: boolean }) {
  const verdict = SEVERITY_VERDICT[severity];
  return (
    <Badge tone={verdict} plain={plain} icon={<VerdictShape verdict={verdict} size={12} />}>
      {SEVERITY_LABELS[severity]}
    </Badge>
  );
}

/** Words for how the view on disk compares with the log. */
export const DRIFT_WORDS: Readonly<
  Record<DriftState, { readonly label: string; readonly tone: Tone; readonly meaning: string }>
> = {
  unknown: {
    label: "Not compared",
    tone: "unchained",
    meaning: "The view on disk has not been compared with the log yet.",
  },
  identical: {
    label: "Up to date",
    tone: "verified",
    meaning: "The view on disk is what a rebuild from the log gives.",
  },
  differs: {
    label: "Differs",
    tone: "explained",
    meaning: "The view on disk is not what a rebuild from the log gives.",
  },
  missing: { label: "Missing", tone: "explained", meaning: "There is no view on disk for this resource." },
  stale: { label: "Stale", tone: "explained", meaning: "There is a view on disk, but no stream in the log." },
  unreadable: { label: "Unreadable", tone: "unreadable", meaning: "The view on disk is no valid view." },
};

export function DriftMark({ drift }: { readonly drift: DriftState }) {
  const { label, tone } = DRIFT_WORDS[drift];
  return (
    <Badge tone={tone} plain>
      {label}
    </Badge>
  );
}

const FLOWS = new Set(["yield", "mark", "job", "embedding", "frame"]);

/** What draws the bar in the colour of a flow before a word. */
export function flowClass(flow: string): string {
  return `event-type event-type-${FLOWS.has(flow) ? flow : "unknown"}`;
}

/** An event type: the bar has the colour of its flow, the word says which type. */
export function EventTypeMark({ type, flow }: { readonly type: string; readonly flow: string }) {
  return (
    <span className={flowClass(flow)} title={type}>
      <span className="cut">{eventLabel(type)}</span>
    </span>
  );
}
