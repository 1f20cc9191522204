// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { DENSITIES, EventReference, TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { handleListKey } from "../../ui/list-keys.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useLate } from "../../ui/use-late.ts";
import { useSteady } from "../../ui/use-steady.ts";
import { useLiveEdge } from "./live-edge.ts";
import { TimelineRowView } from "./timeline-row.tsx";

const ROW_HEIGHT = 28;
const RECORD_HEIGHT = 180;

export interface TimelineListProps {
  readonly count: number;
  rowAt(index: number): TimelineRow | undefined;
  showing(from: number, to: number): void;
  readonly density: (typeof DENSITIES)[number];
  readonly order: "oldest" | "newest";
  /** Events that match, to tell how many arrived. */
  readonly matching: number;
  /** Another question: the list starts again where its order begins. */
  readonly question: string;
  readonly withResource: boolean;
  readonly selected: EventReference | null;
  readonly paused: boolean;
  onSelect(row: TimelineRow): void;
  onOpen(row: TimelineRow): void;
  onToggleGroup(id: string): void;
  onResume(): void;
  /** A row to bring into sight once, such as that of a link; null when there is none. */
  readonly reveal: number | null;
  readonly busy: boolean;
}

/** The rows of a timeline, any number of them. New events never move the rows that are being read. */
export function TimelineList(props: TimelineListProps) {
  const { count, rowAt, showing, density, order, selected, withResource, onSelect, onOpen, onToggleGroup } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(-1);
  const shift = useKeyShift(props);
  const isMeasured = density === "records";
  // These two keep their identity: the virtualizer lays out every row anew for other ones.
  const estimateSize = useCallback(() => (isMeasured ? RECORD_HEIGHT : ROW_HEIGHT), [isMeasured]);
  // Not the keys of rows of one height: what was measured here would be taken for their height, too.
  const getItemKey = useCallback((index: number) => `record ${index - shift}`, [shift]);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize,
    // Rows keep what was measured of them while new ones arrive at the live end; rows of one height have nothing to keep.
    ...(isMeasured ? { getItemKey } : {}),
    overscan: isMeasured ? 3 : 12,
  });
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => showing(from, to), [showing, from, to]);

  const live = useLiveEdge({
    ...props,
    viewport,
    height: virtualizer.getTotalSize(),
    shownHeight: virtualizer.scrollRect?.height ?? 0,
  });

  const selectedAt = items.find(({ index }) => isRowOf(rowAt(index), selected))?.index;
  const current = selectedAt ?? active;

  // Keys work at once, as in every list: who came by keyboard goes on by keyboard. Who types a filter that showed no
  // rows for a moment goes on typing.
  useLayoutEffect(() => {
    if (!(document.activeElement instanceof HTMLInputElement)) viewport.current?.focus({ preventScroll: true });
  }, []);

  const { reveal } = props;
  useLayoutEffect(() => {
    if (reveal === null) return;
    setActive(reveal);
    virtualizer.scrollToIndex(reveal, { align: "center" });
  }, [reveal, virtualizer]);

  const activate = useSteady((index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
    const row = rowAt(index);
    if (row !== undefined) onSelect(row);
  });
  const openAt = useSteady((index: number) => {
    const row = rowAt(index);
    if (row !== undefined) onOpen(row);
  });
  const isLate = useLate(props.busy);

  return (
    <div className="timeline-list-frame">
      <div
        ref={viewport}
        className={classes("timeline-list", withResource && "timeline-list-project", isLate && "timeline-list-late")}
        role="treegrid"
        aria-label="Events"
        aria-rowcount={count}
        aria-busy={props.busy}
        data-density={density}
        aria-activedescendant={current >= from && current <= to && count > 0 ? `${prefix}-${current}` : undefined}
        tabIndex={0}
        onScroll={live.onScroll}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          const row = rowAt(current);
          if (row?.kind === "group" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
            event.preventDefault();
            if (row.expanded !== (event.key === "ArrowRight")) onToggleGroup(row.id);
            return;
          }
          handleListKey(event, {
            count,
            active: current,
            pageRows: Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT) - 1),
            onActivate: activate,
            onOpen: openAt,
          });
        }}
      >
        <div className="timeline-canvas" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <ListedRow
                key={index - shift}
                id={`${prefix}-${index}`}
                index={index}
                top={start}
                row={row}
                withResource={withResource}
                isSelected={isRowOf(row, selected)}
                isActive={index === current}
                measure={isMeasured ? virtualizer.measureElement : undefined}
                onActivate={activate}
                onOpen={openAt}
                onToggleGroup={onToggleGroup}
              />
            );
          })}
        </div>
      </div>
      {live.waiting > 0 ? (
        <div className={classes("timeline-new", order === "newest" ? "timeline-new-top" : "timeline-new-bottom")}>
          <Button
            look="primary"
            size="small"
            icon={order === "newest" ? <ArrowUp size={13} aria-hidden /> : <ArrowDown size={13} aria-hidden />}
            onPress={() => {
              props.onResume();
              live.goToEdge();
            }}
          >
            {formatCount(live.waiting)} new
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface ListedRowProps {
  readonly id: string;
  readonly index: number;
  /** Pixels from the start of the list. */
  readonly top: number;
  readonly row: TimelineRow | undefined;
  readonly withResource: boolean;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
  onActivate(index: number): void;
  onOpen(index: number): void;
  onToggleGroup(id: string): void;
}

/** Drawn again only for what it shows itself: the list is drawn for every letter of a filter, and for every row scrolled by. */
const ListedRow = memo(function ListedRow(props: ListedRowProps) {
  const { index, row, onActivate, onOpen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys, wherever it is scrolled to
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    <div
      ref={props.measure}
      data-index={index}
      id={props.id}
      role="row"
      aria-rowindex={index + 1}
      aria-level={1}
      aria-selected={props.isSelected}
      {...(row?.kind === "group" ? { "aria-expanded": row.expanded } : {})}
      className={classes(
        "timeline-row",
        `timeline-row-${row?.kind ?? "coming"}`,
        props.isActive && "timeline-row-active",
      )}
      style={{ top: props.top }}
      onClick={() => onActivate(index)}
      onDoubleClick={() => onOpen(index)}
    >
      {row === undefined ? (
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <span role="gridcell" className="skeleton" />
      ) : (
        <TimelineRowView row={row} withResource={props.withResource} onToggleGroup={props.onToggleGroup} />
      )}
    </div>
  );
});

/**
 * By how many rows the list has moved away from its start since its question was asked: rows that arrive at a live end on top
 * leave the others their elements, and those of another question take over what is there.
 */
function useKeyShift({ question, order, count, busy }: TimelineListProps): number {
  const [start, setStart] = useState({ question, count });
  if (!busy && start.question !== question) setStart({ question, count });
  return order === "newest" ? count - start.count : 0;
}

function isRowOf(row: TimelineRow | undefined, selected: EventReference | null): boolean {
  return (
    row?.kind === "event" &&
    selected !== null &&
    row.reference.position === selected.position &&
    row.reference.stream === selected.stream
  );
}
