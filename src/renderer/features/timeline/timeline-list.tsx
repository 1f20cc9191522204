// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type RefObject, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { DENSITIES, TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { useCommands } from "../../app/commands.ts";
import { hasOverlay, takesText } from "../../app/keyboard.ts";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { handleListKey } from "../../ui/list-keys.ts";
import { listSize } from "../../ui/list-size.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useLate } from "../../ui/use-late.ts";
import { useOverscan } from "../../ui/use-overscan.ts";
import { useSteady } from "../../ui/use-steady.ts";
import { useLiveEdge } from "./live-edge.ts";
import { isShownBy, type Shown, shownBy } from "./shown-row.ts";
import { HEAD_HEIGHT, TimelineHead } from "./timeline-head.tsx";
import { TimelineRowView } from "./timeline-row.tsx";

const ROW_HEIGHT = 28;
const RECORD_HEIGHT = 180;
/**
 * Not the keys of rows of one height: what was measured of records would be taken for their height, too. A number, since there is a key
 * for each of 200,000 records.
 */
const FIRST_RECORD_KEY = 2 ** 29;

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
  readonly selected: Shown | null;
  readonly paused: boolean;
  onSelect(row: TimelineRow): void;
  onOpen(row: TimelineRow): void;
  onToggleGroup(id: string): void;
  onResume(): void;
  /** A row to bring into sight once, such as that of a link; null when there is none. */
  readonly reveal: { readonly row: number; readonly to: "top" | "middle" } | null;
  onRevealed(): void;
  /** Told what the first row in sight shows; nothing at the start of the list. */
  readonly top: RefObject<Shown | null>;
  readonly busy: boolean;
}

/** The rows of a timeline, any number of them. New events never move the rows that are being read. */
export function TimelineList(props: TimelineListProps) {
  const { count, rowAt, density, order, selected, withResource, onSelect, onOpen, onToggleGroup } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(-1);
  const shift = useKeyShift(props);
  const isMeasured = density === "records";
  // These two keep their identity: the virtualizer lays out every row anew for other ones.
  const estimateSize = useCallback(() => (isMeasured ? RECORD_HEIGHT : ROW_HEIGHT), [isMeasured]);
  const getItemKey = useCallback((index: number) => FIRST_RECORD_KEY + index - shift, [shift]);
  const overscan = useOverscan(isMeasured ? 3 : 8, props.question, props.busy);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => viewport.current,
    estimateSize,
    // Rows keep what was measured of them while new ones arrive at the live end; rows of one height have nothing to keep.
    ...(isMeasured ? { getItemKey } : {}),
    overscan,
    ...listSize("timeline"),
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  const { showing: tellShowing } = props;
  useEffect(() => tellShowing(from, to), [tellShowing, from, to]);

  const offset = useCallback(() => virtualizer.scrollOffset ?? 0, [virtualizer]);
  const live = useLiveEdge({
    ...props,
    viewport,
    height: virtualizer.getTotalSize(),
    shownHeight: virtualizer.scrollRect?.height ?? 0,
    offset,
  });

  useEffect(() => {
    const first = virtualizer.range?.startIndex ?? 0;
    props.top.current = first === 0 ? null : (shownBy(rowAt(first)) ?? null);
  });

  // A group and its first event show the same: which of them keys start from is the one that was gone to last.
  const showing = (isGroup: boolean) =>
    items.find(({ index }) => (rowAt(index)?.kind === "group") === isGroup && isShownBy(rowAt(index), selected))?.index;
  const current = isShownBy(rowAt(active), selected) ? active : (showing(false) ?? showing(true) ?? active);

  // Keys work at once, as in every list: who came by keyboard goes on by keyboard. Who is at the tools already goes on there, as
  // somebody who types a filter that showed no rows for a moment, or chooses one.
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (takesText(activeElement) || hasOverlay(activeElement) || activeElement?.closest("[role=toolbar]")) return;
    viewport.current?.focus({ preventScroll: true });
  }, []);

  const { reveal } = props;
  const onRevealed = useSteady(props.onRevealed);
  useLayoutEffect(() => {
    if (reveal === null) return;
    if (reveal.to === "middle") setActive(reveal.row);
    // A record may be taller than the list: its head is what is looked for.
    virtualizer.scrollToIndex(reveal.row, { align: reveal.to === "top" || isMeasured ? "start" : "center" });
    onRevealed();
  }, [reveal, virtualizer, isMeasured, onRevealed]);

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
  const showNewest = useSteady(() => {
    props.onResume();
    live.goToEdge();
    // The button goes; keys start from the newest event.
    setActive(order === "newest" ? 0 : count - 1);
    viewport.current?.focus({ preventScroll: true });
  });
  // Who folds with the mouse goes on by keys from there, as who selects a row does.
  const toggleByMouse = useSteady((id: string) => {
    const place = items.find(({ index }) => {
      const row = rowAt(index);
      return row?.kind === "group" && row.id === id;
    });
    if (place !== undefined) setActive(place.index);
    viewport.current?.focus({ preventScroll: true });
    onToggleGroup(id);
  });
  const isBehind = live.waiting > 0;
  useCommands(
    useMemo(
      () => (isBehind ? [{ id: "list.newest", title: "Show what is new", group: "Lists", run: showNewest }] : []),
      [isBehind, showNewest],
    ),
  );
  const isLate = useLate(props.busy);

  return (
    <div className="timeline-list-frame">
      <div
        ref={viewport}
        className={classes("timeline-list", withResource && "timeline-list-project", isLate && "timeline-list-late")}
        role="treegrid"
        aria-label="Events"
        aria-rowcount={count + 1}
        aria-busy={props.busy}
        data-density={density}
        aria-activedescendant={current >= from && current <= to && count > 0 ? `${prefix}-${current}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          const row = rowAt(current);
          if (row?.kind === "group" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
            event.preventDefault();
            if (row.expanded !== (event.key === "ArrowRight")) onToggleGroup(row.id);
            return;
          }
          if (event.key === "ArrowLeft" && row?.kind !== "group" && row?.member) {
            event.preventDefault();
            activate(groupAbove(rowAt, current));
            return;
          }
          handleListKey(event, {
            count,
            active: current,
            pageRows: Math.max(1, Math.floor((event.currentTarget.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT) - 1),
            onActivate: activate,
            onOpen: openAt,
          });
        }}
      >
        <div className="timeline-canvas" style={{ height: virtualizer.getTotalSize() }}>
          <TimelineHead withResource={withResource} />
          <div role="rowgroup">
            {items.map(({ index, start }) => {
              const row = rowAt(index);
              return (
                <ListedRow
                  // Rows of one height and measured ones are elements of their own: what was measured stays with its element.
                  key={`${isMeasured} ${index - shift}`}
                  id={`${prefix}-${index}`}
                  index={index}
                  top={start}
                  row={row}
                  withResource={withResource}
                  isSelected={isShownBy(row, selected) && (row?.kind !== "group" || index === current)}
                  isActive={index === current}
                  measure={isMeasured ? virtualizer.measureElement : undefined}
                  onActivate={activate}
                  onOpen={openAt}
                  onToggleGroup={toggleByMouse}
                />
              );
            })}
          </div>
        </div>
      </div>
      {live.waiting > 0 ? (
        <div className={classes("timeline-new", order === "newest" ? "timeline-new-top" : "timeline-new-bottom")}>
          <Button
            look="primary"
            size="small"
            icon={order === "newest" ? <ArrowUp size={13} aria-hidden /> : <ArrowDown size={13} aria-hidden />}
            onPress={showNewest}
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
  const member = row === undefined || row.kind === "group" ? null : row.member;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys, wherever it is scrolled to
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    <div
      ref={props.measure}
      data-index={index}
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={member === null ? 1 : 2}
      aria-selected={props.isSelected}
      {...(row?.kind === "group" ? { "aria-expanded": row.expanded } : {})}
      className={classes(
        "timeline-row",
        `timeline-row-${row?.kind ?? "coming"}`,
        row?.kind === "event" && row.stored !== undefined && "timeline-row-record",
        row?.kind === "group" && row.expanded && "timeline-row-expanded",
        member !== null && "timeline-row-member",
        member === "last" && "timeline-row-member-last",
        props.isSelected && "timeline-row-selected",
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

/** The row of the group that a member belongs to, as far as rows are at hand. */
function groupAbove(rowAt: TimelineListProps["rowAt"], member: number): number {
  let index = member - 1;
  while (index > 0 && rowAt(index) !== undefined && rowAt(index)?.kind !== "group") index -= 1;
  return Math.max(0, index);
}
