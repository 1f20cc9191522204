import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { Minimap as MinimapBuckets } from "../../../shared/ipc/model/timeline.ts";
import { useCall } from "../../app/use-call.ts";
import { countOf } from "../../ui/numbers.ts";
import { formatTime, useNow } from "../../ui/time-display.ts";
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
  if (data === undefined || data.from === null || data.to === null || data.buckets.length < 2) {
    return <div className="minimap" aria-hidden="true" />;
  }
  return <Brush minimap={data} filter={filter} onFilter={onFilter} />;
}

interface BrushProps {
  readonly minimap: MinimapBuckets;
  readonly filter: string;
  onFilter(filter: string): void;
}

/** Dragging selects a range of time; the two handles do the same by keyboard. A double click shows all of it again. */
function Brush({ minimap, filter, onFilter }: BrushProps) {
  const frame = useRef<HTMLDivElement>(null);
  const now = useNow();
  const [drag, setDrag] = useState<{ readonly start: number; readonly end: number } | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const { buckets } = minimap;
  const edges = [...buckets.map(({ from }) => Date.parse(from)), Date.parse(buckets.at(-1)?.to ?? "")];
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

  function choose(range: TimeRange): void {
    onFilter(writeTimeRange(filter, range));
  }

  function endDrag(event: PointerEvent): void {
    if (drag === null) return;
    setDrag(null);
    const to = shareAt(event);
    // A click without a drag asks for the one bar under it.
    const isClick = Math.abs(to - drag.start) < 0.004;
    const bucket = buckets[Math.min(buckets.length - 1, Math.floor(to * buckets.length))];
    if (isClick && bucket !== undefined) choose({ from: Date.parse(bucket.from), to: Date.parse(bucket.to) });
    else choose({ from: first + Math.min(drag.start, to) * length, to: first + Math.max(drag.start, to) * length });
  }

  function moveHandle(event: KeyboardEvent, side: "from" | "to"): void {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -20, PageUp: 20 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const width = length / buckets.length;
    const from = chosen.from ?? first;
    const to = chosen.to ?? first + length;
    if (side === "from") choose({ from: Math.min(to - width, Math.max(first, from + step * width)), to: chosen.to });
    else choose({ from: chosen.from, to: Math.max(from + width, Math.min(first + length, to + step * width)) });
  }

  const hovered =
    pointed === null ? undefined : buckets[Math.min(buckets.length - 1, Math.floor(pointed * buckets.length))];
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
        <svg
          className="minimap-bars"
          viewBox={`0 0 ${buckets.length} 100`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path className="minimap-all" d={barsPath(buckets, "events")} />
          <path className="minimap-matching" d={barsPath(buckets, "matching")} />
          <path
            className="minimap-explained"
            d={marksPath(buckets, ({ explained, suspect }) => explained > 0 && suspect === 0)}
          />
          <path className="minimap-suspect" d={marksPath(buckets, ({ suspect }) => suspect > 0)} />
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
              aria-valuetext={formatTime(new Date(first + share * length).toISOString(), "local")}
              style={{ insetInlineStart: `${share * 100}%` }}
              onKeyDown={(event) => moveHandle(event, side)}
            />
          );
        })}
      </div>
      <div className="minimap-scale">
        <span>{formatTime(minimap.from ?? "", "local").slice(0, 10)}</span>
        <span className="minimap-said">
          {hovered === undefined
            ? isChosen
              ? "Double click shows all of the time again"
              : "Drag to choose a range of time"
            : `${formatTime(hovered.from, "local").slice(0, 16)} · ${countOf(hovered.matching, "event")}${hovered.matching === hovered.events ? "" : ` of ${hovered.events}`}${hovered.suspect > 0 ? ` · ${hovered.suspect} suspect` : ""}${hovered.explained > 0 ? ` · ${hovered.explained} explained` : ""}`}
        </span>
        <span>{formatTime(minimap.to ?? "", "local").slice(0, 10)}</span>
      </div>
    </div>
  );
}
