import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { LEAST_WIDTH, MOST_WIDTH, widthByKey } from "./column-widths.ts";

export interface ColumnEdgeProps {
  readonly id: string;
  /** The name of the column. */
  readonly header: string;
  /** What it has until another is chosen; the least for one that grows. */
  readonly ownWidth: number;
  readonly chosen: number | undefined;
  readonly tabIndex: 0 | -1;
  /** null gives the column its own width back. */
  onWidth(width: number | null): void;
}

/** The end of a column: dragged, or moved with the arrow keys, it makes the column wider or narrower. */
export function ColumnEdge({ id, header, ownWidth, chosen, tabIndex, onWidth }: ColumnEdgeProps) {
  const edge = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ readonly from: number; readonly width: number } | null>(null);
  // A column that grows has no width of its own: it starts from the one that is drawn.
  const [drawn, setDrawn] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (chosen === undefined && edge.current === document.activeElement) setDrawn(drawnWidth(edge.current));
  }, [chosen]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = widthByKey(event, chosen ?? drawnWidth(event.currentTarget));
    if (next === undefined) return;
    event.preventDefault();
    onWidth(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      ref={edge}
      id={id}
      role="separator"
      aria-label={`Width of ${header}`}
      aria-orientation="vertical"
      aria-valuenow={chosen ?? drawn ?? ownWidth}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={MOST_WIDTH}
      aria-valuetext={`${chosen ?? drawn ?? ownWidth} pixels`}
      title="Drag it, or move it with ← and →; a double click or Enter gives the column its own width back"
      tabIndex={tabIndex}
      className="data-table-edge"
      onFocus={(event) => setDrawn(drawnWidth(event.currentTarget))}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.current = { from: event.clientX, width: drawnWidth(event.currentTarget) };
      }}
      // Who drags goes on in the rows.
      onMouseDown={(event) => {
        event.preventDefault();
        event.currentTarget.closest<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
      }}
      onPointerMove={(event) => {
        if (dragged.current !== null) onWidth(dragged.current.width + event.clientX - dragged.current.from);
      }}
      onLostPointerCapture={() => {
        dragged.current = null;
      }}
      onDoubleClick={() => onWidth(null)}
      onKeyDown={onKeyDown}
    />
  );
}

function drawnWidth(edge: Element | null): number {
  return edge?.parentElement?.offsetWidth ?? 0;
}
