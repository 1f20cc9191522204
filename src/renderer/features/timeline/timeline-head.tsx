// biome-ignore-all lint/a11y/useSemanticElements: it heads rows that are drawn as they come into sight, which a table element cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus
import { memo } from "react";

/** Pixels; the rows begin below it. */
export const HEAD_HEIGHT = 24;

/** What stands under each other in the rows; their cells are in `timeline-row.tsx`. */
export const TimelineHead = memo(function TimelineHead({ withResource }: { readonly withResource: boolean }) {
  return (
    <div role="rowgroup" className="timeline-head">
      <div role="row" aria-rowindex={1} className="timeline-head-row">
        <span role="columnheader" className="timeline-cell timeline-finding">
          <span className="visually-hidden">Finding</span>
        </span>
        <span role="columnheader" className="timeline-cell timeline-time">
          Time
        </span>
        <span
          role="columnheader"
          className="timeline-cell timeline-gap"
          title="Time since the event before; of a group, from its first event to its last"
        >
          Gap
        </span>
        <span
          role="columnheader"
          className="timeline-cell timeline-sequence"
          title="Sequence number; of a group, how many events it has"
        >
          Seq.
        </span>
        <span role="columnheader" className="timeline-cell timeline-type event-type cut">
          Type
        </span>
        {withResource ? (
          <span role="columnheader" className="timeline-cell timeline-resource">
            Resource
          </span>
        ) : null}
        <span role="columnheader" className="timeline-cell timeline-summary">
          What happened
        </span>
        <span role="columnheader" className="timeline-cell timeline-user">
          User
        </span>
      </div>
    </div>
  );
});
