// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { ChevronDown, ChevronRight, CornerLeftUp, FileWarning, Layers, Workflow } from "lucide-react";
import { memo } from "react";
import type { z } from "zod";
import type { EventRow, GroupRow, malformedRowSchema, TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { EventTypeMark } from "../../app/marks/marks.tsx";
import { SEVERITY_VERDICT, VerdictShape } from "../../app/marks/shape.tsx";
import { classes } from "../../ui/classes.ts";
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
      return <MalformedCells row={row} />;
  }
});

function EventCells({ row, withResource }: { readonly row: EventRow; readonly withResource: boolean }) {
  return (
    <>
      <span role="gridcell" className="timeline-cell timeline-finding">
        <FindingShape severity={row.worstFinding} />
      </span>
      <span role="gridcell" className="timeline-cell timeline-time">
        <Timestamp value={row.timestamp} />
      </span>
      <span role="gridcell" className="timeline-cell timeline-gap">
        <Gap milliseconds={row.gapMs} />
      </span>
      <span role="gridcell" className="timeline-cell timeline-sequence" title={`Sequence number ${row.sequence}`}>
        {row.outOfOrder ? <CornerLeftUp size={12} aria-label="Out of order" className="timeline-out-of-order" /> : null}
        {row.sequence}
      </span>
      <span role="gridcell" className="timeline-cell timeline-type">
        <EventTypeMark type={row.recordedType} flow={row.flow} />
      </span>
      {withResource ? (
        <span role="gridcell" className="timeline-cell timeline-resource">
          <span className="cut" title={row.reference.stream}>
            {row.resourceName}
          </span>
        </span>
      ) : null}
      <span role="gridcell" className="timeline-cell timeline-summary">
        <span className="cut" title={row.summary}>
          {row.summary}
        </span>
      </span>
      <span role="gridcell" className="timeline-cell timeline-user">
        <span className="cut" title={row.userId}>
          {row.userName}
        </span>
      </span>
      {row.stored === undefined ? null : (
        <span role="gridcell" className="timeline-record">
          <pre>
            {row.stored === null
              ? `This record has ${formatBytes(row.bytes)} and is shown in the panel.`
              : JSON.stringify(row.stored, null, 2)}
          </pre>
        </span>
      )}
    </>
  );
}

interface GroupCellsProps extends Omit<TimelineRowViewProps, "row"> {
  readonly row: GroupRow;
}

function GroupCells({ row, withResource, onToggleGroup }: GroupCellsProps) {
  return (
    <>
      <span role="gridcell" className="timeline-cell timeline-finding">
        <FindingShape severity={row.worstFinding} />
      </span>
      <span role="gridcell" className="timeline-cell timeline-time">
        <Timestamp value={row.from} />
      </span>
      <span role="gridcell" className="timeline-cell timeline-gap" title="From the first of these events to the last">
        {formatDuration(Date.parse(row.to) - Date.parse(row.from))}
      </span>
      <span role="gridcell" className="timeline-cell timeline-sequence">
        <button
          type="button"
          tabIndex={-1}
          className="timeline-fold"
          aria-label={row.expanded ? "Fold these events" : "List these events"}
          onClick={(event) => {
            event.stopPropagation();
            onToggleGroup(row.id);
          }}
        >
          {row.expanded ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          {formatCount(row.events)}
        </button>
      </span>
      <span
        role="gridcell"
        className={classes("timeline-cell", "timeline-group-summary", withResource && "timeline-group-wide")}
      >
        {row.grouping === "job" ? (
          <Workflow size={13} aria-hidden className="timeline-grouping" />
        ) : (
          <Layers size={13} aria-hidden className="timeline-grouping" />
        )}
        <span
          className="cut"
          title={row.types.map(({ type, events }) => `${type}: ${countOf(events, "event")}`).join("\n")}
        >
          {row.summary}
        </span>
      </span>
      <span role="gridcell" className="timeline-cell timeline-user">
        <span className="cut">{row.userName}</span>
      </span>
    </>
  );
}

function MalformedCells({ row }: { readonly row: z.infer<typeof malformedRowSchema> }) {
  return (
    <>
      <span role="gridcell" className="timeline-cell timeline-finding">
        <FindingShape severity={row.severity} />
      </span>
      <span role="gridcell" className="timeline-cell timeline-malformed">
        <FileWarning size={14} aria-hidden />
        <span className="timeline-malformed-where">
          Line {formatCount(row.line)}, {formatBytes(row.bytes)}
        </span>
        <span className="cut" title={`${row.file}\n${row.reason}`}>
          This line is no record: {row.reason}. <code>{row.excerpt}</code>
        </span>
      </span>
    </>
  );
}

const FINDING_SAID = { info: "Has a notice", explained: "Has an explained finding", suspect: "Suspect" } as const;

function FindingShape({ severity }: { readonly severity: EventRow["worstFinding"] }) {
  if (severity === null) return null;
  return (
    <span role="img" aria-label={FINDING_SAID[severity]} title={FINDING_SAID[severity]} className="timeline-shape">
      <VerdictShape verdict={SEVERITY_VERDICT[severity]} size={12} />
    </span>
  );
}

/** The time since the row before in the file; a clock that went backwards stands out. */
function Gap({ milliseconds }: { readonly milliseconds: number | null }) {
  if (milliseconds === null) return null;
  const written = formatDuration(milliseconds);
  if (milliseconds < 0) {
    return (
      <span className="timeline-backwards" title={`The clock went back by ${formatDuration(-milliseconds)}`}>
        {written}
      </span>
    );
  }
  return <span title={`${written} after the event before`}>+{written}</span>;
}
