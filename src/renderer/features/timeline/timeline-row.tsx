// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { ChevronDown, ChevronRight, CornerLeftUp, FileWarning, Layers, Workflow } from "lucide-react";
import { memo, type ReactNode } from "react";
import { eventLabel } from "../../../shared/events/catalogue.ts";
import type { EventRow, GroupRow, MalformedRow, TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { flowClass } from "../../app/marks/marks.tsx";
import { SEVERITY_VERDICT, VerdictShape } from "../../app/marks/shape.tsx";
import { classes } from "../../ui/classes.ts";
import { JsonText } from "../../ui/json-text.tsx";
import { countOf, formatBytes, formatCount, formatDuration } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";

export interface TimelineRowViewProps {
  readonly row: TimelineRow;
  readonly withResource: boolean;
  onToggleGroup(id: string): void;
}

/** Drawn again for another row only: while a filter is typed the rows of the one before stay. */
export const TimelineRowView = memo(function TimelineRowView({
  row,
  withResource,
  onToggleGroup,
}: TimelineRowViewProps) {
  switch (row.kind) {
    case "event":
      return <EventCells row={row} withResource={withResource} />;
    case "group":
      return <GroupCells row={row} withResource={withResource} onToggleGroup={onToggleGroup} />;
    case "malformed":
      return <MalformedCells row={row} withResource={withResource} />;
  }
});

/** A text that is cut where it has no room, with what its tooltip says. */
interface Said {
  readonly text: string;
  readonly inFull: string;
}

interface Cells {
  readonly severity: EventRow["worstFinding"];
  readonly time: ReactNode;
  readonly gap?: ReactNode;
  readonly sequence?: ReactNode;
  readonly type: Said & { readonly flow: string };
  /** Undefined in the timeline of one resource. */
  readonly resource: Said | undefined;
  readonly summary: Said;
  /** Stands before the summary. */
  readonly sign?: ReactNode;
  readonly user?: Said;
}

/*
 * The cells of a row under the heads of `timeline-head.tsx`. Functions that draw, no components, and hardly an element inside of a cell:
 * a list makes hundreds a second while it is scrolled, and all of them for a letter of a filter.
 */
function cells({ severity, time, gap, sequence, type, resource, summary, sign, user }: Cells) {
  return (
    <>
      <span role="gridcell" className="timeline-cell timeline-finding">
        {severity === null ? null : findingShape(severity)}
      </span>
      {time}
      {gap ?? <span role="gridcell" className="timeline-cell timeline-gap" />}
      <span role="gridcell" className="timeline-cell timeline-sequence">
        {sequence}
      </span>
      {textCell(`timeline-type ${flowClass(type.flow)}`, type)}
      {resource === undefined ? null : textCell("timeline-resource", resource)}
      {textCell("timeline-summary", summary, sign)}
      {textCell("timeline-user", user ?? NOBODY)}
    </>
  );
}

const NOBODY: Said = { text: "", inFull: "" };

function textCell(className: string, { text, inFull }: Said, sign?: ReactNode) {
  return (
    <span
      role="gridcell"
      className={`timeline-cell cut ${className}`}
      // Written when it is pointed at, as the tooltips of times are.
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = inFull;
      }}
    >
      {sign}
      {text}
    </span>
  );
}

function timeCell(value: string) {
  return <Timestamp value={value} role="gridcell" className="timeline-cell timeline-time" />;
}

function EventCells({ row, withResource }: { readonly row: EventRow; readonly withResource: boolean }) {
  const drawn = cells({
    severity: row.worstFinding,
    time: timeCell(row.timestamp),
    gap: gapCell(row.gapMs),
    sequence: (
      <>
        {row.outOfOrder ? <OutOfOrder /> : null}
        {row.sequence}
      </>
    ),
    type: { text: eventLabel(row.recordedType), inFull: row.recordedType, flow: row.flow },
    resource: withResource ? { text: row.resourceName, inFull: shownText(row.reference.stream) } : undefined,
    summary: { text: row.summary, inFull: row.summary },
    user: { text: row.userName, inFull: shownText(row.userId) },
  });
  if (row.stored === undefined) return drawn;
  return (
    <>
      {/* Stays in sight while a long record goes by. */}
      <div className="timeline-record-head">{drawn}</div>
      <span role="gridcell" className="timeline-record">
        <pre>
          {row.stored === null ? (
            `This record has ${formatBytes(row.bytes)} and is shown in the panel.`
          ) : (
            <JsonText value={row.stored} />
          )}
        </pre>
      </span>
    </>
  );
}

interface GroupCellsProps extends Omit<TimelineRowViewProps, "row"> {
  readonly row: GroupRow;
}

function GroupCells({ row, withResource, onToggleGroup }: GroupCellsProps) {
  const Sign = row.grouping === "job" ? Workflow : Layers;
  const first = row.types[0]?.type ?? "";
  return cells({
    severity: row.worstFinding,
    time: timeCell(row.from),
    gap: (
      <span role="gridcell" className="timeline-cell timeline-gap" title="From the first of these events to the last">
        {formatDuration(Date.parse(row.to) - Date.parse(row.from))}
      </span>
    ),
    sequence: (
      <button
        type="button"
        tabIndex={-1}
        className="timeline-fold"
        aria-label={`${row.expanded ? "Fold" : "List"} ${countOf(row.events, "event")}`}
        onClick={(event) => {
          event.stopPropagation();
          onToggleGroup(row.id);
        }}
      >
        {row.expanded ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
        {formatCount(row.events)}
      </button>
    ),
    type:
      row.grouping === "job"
        ? { text: "Job", inFull: "", flow: "job" }
        : { text: eventLabel(first), inFull: first, flow: row.flow },
    resource: withResource ? { text: row.resourceName, inFull: row.resourceName } : undefined,
    sign: <Sign size={13} aria-hidden className="timeline-sign" />,
    summary: {
      text: row.summary,
      inFull: [row.summary, ...row.types.map(({ type, events }) => `${type}: ${countOf(events, "event")}`)].join("\n"),
    },
    user: { text: row.userName, inFull: row.userName },
  });
}

function MalformedCells({ row, withResource }: { readonly row: MalformedRow; readonly withResource: boolean }) {
  return cells({
    severity: row.severity,
    time: (
      <span role="gridcell" className="timeline-cell timeline-time cut" title={`${row.file}:${row.line}`}>
        Line {formatCount(row.line)}, {formatBytes(row.bytes)}
      </span>
    ),
    type: { text: "No record", inFull: "", flow: "unknown" },
    resource: withResource ? { text: row.resourceName, inFull: row.stream } : undefined,
    sign: <FileWarning size={14} aria-hidden className="timeline-sign timeline-sign-bad" />,
    summary: {
      text: `No record: ${row.reason}. ${row.excerpt}`,
      inFull: `${row.file}:${row.line}\n${row.reason}`,
    },
  });
}

function OutOfOrder() {
  return (
    <span
      role="img"
      aria-label="Out of order"
      title="Out of order: a record before it has a higher sequence number"
      className="timeline-out-of-order"
    >
      <CornerLeftUp size={12} aria-hidden />
    </span>
  );
}

const FINDING_SAID = { info: "Has a notice", explained: "Has an explained finding", suspect: "Suspect" } as const;

function findingShape(severity: NonNullable<EventRow["worstFinding"]>) {
  return (
    <span role="img" aria-label={FINDING_SAID[severity]} title={FINDING_SAID[severity]} className="timeline-shape">
      <VerdictShape verdict={SEVERITY_VERDICT[severity]} size={12} />
    </span>
  );
}

/** The time since the row before in the file; a clock that went backwards stands out. */
function gapCell(milliseconds: number | null) {
  if (milliseconds === null) return undefined;
  const written = formatDuration(milliseconds);
  const isBack = milliseconds < 0;
  return (
    <span
      role="gridcell"
      className={classes("timeline-cell timeline-gap", isBack && "timeline-backwards")}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = isBack
          ? `The clock went back by ${formatDuration(-milliseconds)}`
          : `${written} after the event before`;
      }}
    >
      {isBack ? written : `+${written}`}
    </span>
  );
}
