import { X } from "lucide-react";
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from "react";
import type { Minimap as Spread } from "../../../shared/ipc/model/timeline.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { useCall } from "../../app/use-call.ts";
import { IconButton } from "../../ui/button.tsx";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { formatRange, formatTime, formatWithin, useNow, useZone } from "../../ui/time-display.ts";
import { useSteady } from "../../ui/use-steady.ts";
import { bucketsOf, matchingIn, type Stretch } from "./minimap-buckets.ts";
import { barsPath, marksPath } from "./minimap-paths.ts";
import { minimapQuestion } from "./timeline-question.ts";
import "./minimap.css";
import { readTimeRange, type TimeRange, writeTimeRange } from "./time-range.ts";

export interface MinimapProps {
  readonly scope: string | null;
  readonly filter: string;
  onFilter(filter: string): void;
}

/** The whole time of the selection on one line: what happened when, what the filter lets through, where findings are. */
export function Minimap({ scope, filter, onFilter }: MinimapProps) {
  const { data } = useCall("timeline.minimap", minimapQuestion(scope, filter), { keepPrevious: true });
  if (data === undefined) return <div className="minimap" aria-hidden="true" />;
  // Of no time, or of one moment, there is no range to choose.
  if (data.events.length < 2) return null;
  return <Brush spread={data} filter={filter} onFilter={onFilter} />;
}

interface BrushProps {
  readonly spread: Spread;
  readonly filter: string;
  onFilter(filter: string): void;
}

type Side = "from" | "to";

/** From where to where the pointer was dragged, as shares of the whole. */
interface Drag {
  readonly start: number;
  readonly end: number;
  /** The edge of the range that is moved; null for a new range. */
  readonly side: Side | null;
}

/** Less is no drag, but a click. */
const LEAST_DRAG = 0.004;

/** Bars that a key moves a handle by. */
const HANDLE_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -20,
  PageUp: 20,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Dragging selects a range of time, an edge of it moves that edge; the two handles do the same by keyboard. A double click, as the
 * button, shows all of it again.
 */
function Brush({ spread, filter, onFilter }: BrushProps) {
  const frame = useRef<HTMLDivElement>(null);
  const now = useNow();
  const [drag, setDrag] = useState<Drag | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const zone = useZone();
  const { edges, events } = spread;
  const count = events.length;
  const first = edges[0] ?? 0;
  const behind = edges.at(-1) ?? 0;
  const length = Math.max(1, behind - first);
  const chosen = readTimeRange(filter, now);
  const isChosen = chosen.from !== null || chosen.to !== null;
  const dragged = drag === null ? null : bucketsOf(drag.start, drag.end, count);
  const start = dragged === null ? shareOf(chosen.from ?? first) : dragged.from / count;
  const end = dragged === null ? shareOf(chosen.to ?? behind) : dragged.to / count;

  function shareOf(time: number): number {
    return Math.min(1, Math.max(0, (time - first) / length));
  }

  function shareAt(event: PointerEvent): number {
    const bounds = frame.current?.getBoundingClientRect();
    if (bounds === undefined || bounds.width === 0) return 0;
    return Math.min(1, Math.max(0, (event.clientX - bounds.left) / bounds.width));
  }

  function bucketAt(share: number): number {
    return Math.min(count - 1, Math.floor(share * count));
  }

  function choose(range: TimeRange): void {
    onFilter(writeTimeRange(filter, range));
  }

  const showAll = useSteady(() => {
    choose({ from: null, to: null });
    // The button goes, and would take the focus with it.
    frame.current?.querySelector<HTMLElement>("[role=slider]")?.focus();
  });
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: "timeline.range",
          title: "Choose a range of time",
          group: "Lists",
          words: "since until minimap handle brush",
          run: () => frame.current?.querySelector<HTMLElement>("[role=slider]")?.focus(),
        },
        ...(isChosen
          ? [{ id: "timeline.all-time", title: "Show all of the time", group: "Lists" as const, run: showAll }]
          : []),
      ],
      [isChosen, showAll],
    ),
  );

  function beginDrag(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = shareAt(event);
    const side = isChosen ? sideOf(event.target) : null;
    // The middle of the bucket at the other edge: the edge itself belongs to its neighbour, too.
    const other = side === "from" ? end - 0.5 / count : start + 0.5 / count;
    setDrag({ start: side === null ? at : other, end: at, side });
  }

  function endDrag(event: PointerEvent): void {
    if (drag === null) return;
    setDrag(null);
    const at = shareAt(event);
    if (Math.abs(at - (drag.side === "from" ? start : drag.side === "to" ? end : drag.start)) < LEAST_DRAG) {
      // A click without a drag asks for the one bar under it; on an edge it asks for nothing.
      if (drag.side === null) choose(timesOf(bucketsOf(at, at, count), edges));
    } else choose(timesOf(bucketsOf(drag.start, at, count), edges));
  }

  function moveHandle(event: KeyboardEvent, side: Side): void {
    const step = HANDLE_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const width = length / count;
    const from = chosen.from ?? first;
    const to = chosen.to ?? behind;
    if (side === "from") choose({ from: Math.min(to - width, Math.max(first, from + step * width)), to: chosen.to });
    else choose({ from: chosen.from, to: Math.max(from + width, Math.min(behind, to + step * width)) });
  }

  const mostEvents = useMemo(() => Math.max(...events), [events]);
  const range =
    dragged !== null
      ? { from: edges[dragged.from] ?? first, to: edges[dragged.to] ?? behind, count: matchingIn(spread, dragged) }
      : isChosen
        ? { from: chosen.from ?? first, to: chosen.to ?? behind, count: spread.inRange }
        : null;
  return (
    <div className="minimap">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the two handles inside do the same by keyboard */}
      <div
        ref={frame}
        className="minimap-frame"
        data-chosen={isChosen || drag !== null || undefined}
        onPointerDown={beginDrag}
        onPointerMove={(event) => {
          setPointed(shareAt(event));
          if (drag !== null) setDrag({ ...drag, end: shareAt(event) });
        }}
        onPointerUp={endDrag}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setPointed(null)}
        onDoubleClick={() => choose({ from: null, to: null })}
      >
        <svg className="minimap-bars" viewBox={`0 0 ${count} 100`} preserveAspectRatio="none" aria-hidden="true">
          <Bars className="minimap-all" counts={events} most={mostEvents} />
          <Bars className="minimap-matching" counts={spread.matching} most={mostEvents} />
          <Marks spread={spread} />
        </svg>
        <div className="minimap-out" style={{ insetInlineStart: 0, width: `${start * 100}%` }} />
        <div className="minimap-out" style={{ insetInlineEnd: 0, width: `${(1 - end) * 100}%` }} />
        {(["from", "to"] as const).map((side) => {
          const share = side === "from" ? start : end;
          return (
            <div
              key={side}
              role="slider"
              tabIndex={0}
              className="minimap-handle"
              data-side={side}
              aria-label={side === "from" ? "Show events since" : "Show events until"}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(share * 100)}
              aria-valuetext={formatTime(first + share * length, zone)}
              style={{ insetInlineStart: `${share * 100}%` }}
              onKeyDown={(event) => moveHandle(event, side)}
            />
          );
        })}
      </div>
      <div className="minimap-scale">
        <span>{formatWithin(first, length, zone)}</span>
        {range === null ? null : (
          <span className="minimap-range">
            <strong>{formatRange(range.from, range.to, zone)}</strong> · {countOf(range.count, "event")}
            {dragged === null ? (
              <IconButton size="small" label="Show all of the time" icon={<X size={12} />} onPress={showAll} />
            ) : null}
          </span>
        )}
        <span className="minimap-said">
          {dragged !== null
            ? null
            : pointed !== null
              ? bucketText(spread, bucketAt(pointed), zone)
              : range === null
                ? "Drag to choose a range of time"
                : null}
        </span>
        <span>{formatWithin(behind - 1, length, zone)}</span>
      </div>
    </div>
  );
}

function sideOf(target: EventTarget): Side | null {
  const side = target instanceof HTMLElement ? target.dataset.side : undefined;
  return side === "from" || side === "to" ? side : null;
}

function timesOf({ from, to }: Stretch, edges: readonly number[]): TimeRange {
  return { from: edges[from] ?? null, to: edges[to] ?? null };
}

/** Drawn again for other counts only: dragging draws the rest at every step. */
const Bars = memo(function Bars({ className, counts, most }: BarsProps) {
  return <path className={className} d={barsPath(counts, most)} />;
});

interface BarsProps {
  readonly className: string;
  readonly counts: readonly number[];
  readonly most: number;
}

const Marks = memo(function Marks({ spread: { suspect, explained, events } }: { readonly spread: Spread }) {
  const isSuspect = (bucket: number) => (suspect[bucket] ?? 0) > 0;
  const isExplained = (bucket: number) => !isSuspect(bucket) && (explained[bucket] ?? 0) > 0;
  return (
    <>
      <path className="minimap-explained" d={marksPath(events.length, isExplained)} />
      <path className="minimap-suspect" d={marksPath(events.length, isSuspect)} />
    </>
  );
});

function bucketText(
  { edges, events, matching, suspect, explained }: Spread,
  bucket: number,
  zone: "local" | "utc",
): string {
  const [all = 0, shown = 0] = [events[bucket], matching[bucket]];
  const from = edges[bucket] ?? 0;
  const parts = [
    formatRange(from, edges[bucket + 1] ?? from, zone),
    `${countOf(shown, "event")}${shown === all ? "" : ` of ${formatCount(all)}`}`,
  ];
  for (const [found = 0, word] of [
    [suspect[bucket], "suspect"],
    [explained[bucket], "explained"],
  ] as const) {
    if (found > 0) parts.push(`${formatCount(found)} ${word}`);
  }
  return parts.join(" · ");
}
