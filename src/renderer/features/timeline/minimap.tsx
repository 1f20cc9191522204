import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from "react";
import type { Minimap as Spread } from "../../../shared/ipc/model/timeline.ts";
import { useCall } from "../../app/use-call.ts";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { formatTime, useNow, useZone } from "../../ui/time-display.ts";
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
  if (data === undefined || data.events.length < 2) return <div className="minimap" aria-hidden="true" />;
  return <Brush spread={data} filter={filter} onFilter={onFilter} />;
}

interface BrushProps {
  readonly spread: Spread;
  readonly filter: string;
  onFilter(filter: string): void;
}

/** Dragging selects a range of time; the two handles do the same by keyboard. A double click shows all of it again. */
function Brush({ spread, filter, onFilter }: BrushProps) {
  const frame = useRef<HTMLDivElement>(null);
  const now = useNow();
  const [drag, setDrag] = useState<{ readonly start: number; readonly end: number } | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const zone = useZone();
  const { edges, events } = spread;
  const count = events.length;
  const first = edges[0] ?? 0;
  const length = Math.max(1, (edges.at(-1) ?? 0) - first);
  const chosen = readTimeRange(filter, now);
  const isChosen = chosen.from !== null || chosen.to !== null;
  const start = drag === null ? shareOf(chosen.from ?? first) : Math.min(drag.start, drag.end);
  const end = drag === null ? shareOf(chosen.to ?? first + length) : Math.max(drag.start, drag.end);

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

  function endDrag(event: PointerEvent): void {
    if (drag === null) return;
    setDrag(null);
    const to = shareAt(event);
    // A click without a drag asks for the one bar under it.
    const isClick = Math.abs(to - drag.start) < 0.004;
    const bucket = bucketAt(to);
    if (isClick) choose({ from: edges[bucket] ?? null, to: edges[bucket + 1] ?? null });
    else choose({ from: first + Math.min(drag.start, to) * length, to: first + Math.max(drag.start, to) * length });
  }

  function moveHandle(event: KeyboardEvent, side: "from" | "to"): void {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -20, PageUp: 20 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const width = length / count;
    const from = chosen.from ?? first;
    const to = chosen.to ?? first + length;
    if (side === "from") choose({ from: Math.min(to - width, Math.max(first, from + step * width)), to: chosen.to });
    else choose({ from: chosen.from, to: Math.max(from + width, Math.min(first + length, to + step * width)) });
  }

  const mostEvents = useMemo(() => Math.max(...events), [events]);
  const said = isChosen ? "Double click shows all of the time again" : "Drag to choose a range of time";
  return (
    <div className="minimap">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the two handles inside do the same by keyboard */}
      <div
        ref={frame}
        className="minimap-frame"
        data-chosen={isChosen || drag !== null || undefined}
        onPointerDown={(event) => {
          if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ start: shareAt(event), end: shareAt(event) });
        }}
        onPointerMove={(event) => {
          setPointed(shareAt(event));
          if (drag !== null) setDrag({ start: drag.start, end: shareAt(event) });
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
        <span>{formatTime(first, zone).slice(0, 10)}</span>
        <span className="minimap-said">
          {pointed === null
            ? said
            : bucketText(spread, bucketAt(pointed), formatTime(edges[bucketAt(pointed)] ?? 0, zone))}
        </span>
        <span>{formatTime(first + length - 1, zone).slice(0, 10)}</span>
      </div>
    </div>
  );
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

function bucketText({ events, matching, suspect, explained }: Spread, bucket: number, from: string): string {
  const [all = 0, shown = 0] = [events[bucket], matching[bucket]];
  const parts = [from.slice(0, 16), `${countOf(shown, "event")}${shown === all ? "" : ` of ${formatCount(all)}`}`];
  for (const [found = 0, word] of [
    [suspect[bucket], "suspect"],
    [explained[bucket], "explained"],
  ] as const) {
    if (found > 0) parts.push(`${formatCount(found)} ${word}`);
  }
  return parts.join(" · ");
}
