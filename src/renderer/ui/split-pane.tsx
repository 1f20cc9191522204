import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import "./split-pane.css";
import { classes } from "./classes.ts";
import { readRemembered, remember } from "./remembered-values.ts";

export interface SplitPaneProps {
  /** Under which the size is remembered. */
  readonly name: string;
  readonly main: ReactNode;
  /** Absent when there is nothing to show beside the main part. */
  readonly side: ReactNode | null;
  readonly sideLabel: string;
  /** Share of the room that the side takes at first. */
  readonly share?: number;
  readonly direction?: "columns" | "rows";
}

/** What has the keys of a main part. */
const LISTS = ["grid", "treegrid", "tree", "listbox"].map((role) => `.split-pane-main [role=${role}]`).join(",");

const LEAST = 0.16;
const MOST = 0.78;
const STEP = 0.03;

/** Two parts with an edge between that can be dragged, or moved with the arrow keys. */
export function SplitPane({ name, main, side, sideLabel, share = 0.4, direction = "columns" }: SplitPaneProps) {
  const key = `split:${name}`;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(() => clamp(Number(readRemembered(key) ?? share) || share));
  useEffect(() => {
    // The size of the start is nobody's choice, until it is chosen again.
    if (size !== share || readRemembered(key) !== null) remember(key, String(size));
  }, [key, size, share]);

  const drag = useCallback(
    (event: React.PointerEvent<HTMLElement>) => {
      const bounds = frame.current?.getBoundingClientRect();
      if (bounds === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const rest =
        direction === "columns"
          ? (bounds.right - event.clientX) / bounds.width
          : (bounds.bottom - event.clientY) / bounds.height;
      setSize(clamp(rest));
    },
    [direction],
  );

  // Who closes the side from inside of it goes on in the main part: a focus that is nowhere has no keys.
  const hasSide = side !== null;
  const wasInside = useRef(false);
  useEffect(() => {
    const element = frame.current;
    const hear = ({ target }: FocusEvent) => {
      wasInside.current = target instanceof Element && target.closest(".split-pane-side") !== null;
    };
    element?.addEventListener("focusin", hear);
    return () => element?.removeEventListener("focusin", hear);
  }, []);
  useLayoutEffect(() => {
    if (hasSide || !wasInside.current) return;
    wasInside.current = false;
    frame.current?.querySelector<HTMLElement>(LISTS)?.focus({ preventScroll: true });
  }, [hasSide]);

  return (
    <div ref={frame} className={classes("split-pane", `split-pane-${direction}`)}>
      <div className="split-pane-main">{main}</div>
      {side === null ? null : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved */}
          <div
            role="separator"
            aria-label={`Size of ${sideLabel}`}
            aria-orientation={direction === "columns" ? "vertical" : "horizontal"}
            aria-valuenow={Math.round(size * 100)}
            aria-valuemin={LEAST * 100}
            aria-valuemax={MOST * 100}
            tabIndex={0}
            className="split-pane-edge"
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onDoubleClick={() => setSize(share)}
            onKeyDown={(event) => {
              const grows = direction === "columns" ? "ArrowLeft" : "ArrowUp";
              const shrinks = direction === "columns" ? "ArrowRight" : "ArrowDown";
              if (event.key !== grows && event.key !== shrinks) return;
              event.preventDefault();
              // From where the edge is in sight: neither part gets less room than it needs.
              const shown = shareOf(event.currentTarget.nextElementSibling, frame.current, direction) ?? size;
              setSize(clamp(shown + (event.key === grows ? STEP : -STEP)));
            }}
          />
          <section aria-label={sideLabel} className="split-pane-side" style={{ flexBasis: `${size * 100}%` }}>
            {side}
          </section>
        </>
      )}
    </div>
  );
}

function shareOf(side: Element | null, frame: Element | null, direction: "columns" | "rows"): number | null {
  if (side === null || frame === null) return null;
  const [part, whole] = [side.getBoundingClientRect(), frame.getBoundingClientRect()];
  const share = direction === "columns" ? part.width / whole.width : part.height / whole.height;
  return Number.isFinite(share) && share > 0 ? share : null;
}

function clamp(size: number): number {
  return Math.min(Math.max(size, LEAST), MOST);
}
