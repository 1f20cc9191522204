// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a select element cannot
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef } from "react";
import { usePages } from "../../app/lists/use-pages.ts";
import { EventTypeMark } from "../../app/marks/marks.tsx";
import { classes } from "../../ui/classes.ts";
import { handleListKey } from "../../ui/list-keys.ts";
import { listSize } from "../../ui/list-size.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { useFirstFocus } from "../../ui/use-first-focus.ts";
import { useOverscan } from "../../ui/use-overscan.ts";
import { PROOF_WORDS } from "./proof-words.ts";
import "./proof.css";
import "./travel-steps.css";

const ROW_HEIGHT = 28;
/** Keeps its identity: the virtualizer lays out every row anew for another one. */
const estimateSize = () => ROW_HEIGHT;

export interface TravelStepsProps {
  readonly stream: string;
  readonly steps: number;
  readonly step: number;
  onStep(step: number): void;
}

/** The events in replay order; those after the shown state are dimmed. */
export function TravelSteps({ stream, steps, step, onStep }: TravelStepsProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const pages = usePages(
    "travel.steps",
    useMemo(() => ({ stream }), [stream]),
  );
  const overscan = useOverscan(12, stream);
  const virtualizer = useVirtualizer({
    count: steps,
    getScrollElement: () => viewport.current,
    estimateSize,
    overscan,
    ...listSize("travel-steps"),
  });
  useFirstFocus(viewport);
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  const { showing } = pages;
  useEffect(() => showing(from, to), [showing, from, to]);
  const isPlaced = useRef(false);
  useEffect(() => {
    // Where a link leads to, the events on both sides of it are in sight; later the list moves no more than it must.
    if (step > 0) virtualizer.scrollToIndex(step - 1, { align: isPlaced.current ? "auto" : "center" });
    isPlaced.current = true;
  }, [step, virtualizer]);
  return (
    <div
      ref={viewport}
      className="travel-steps"
      role="listbox"
      aria-label="Events of the stream"
      aria-activedescendant={step > 0 && step - 1 >= from && step - 1 <= to ? `${prefix}-${step - 1}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        handleListKey(event, {
          count: steps,
          active: step - 1,
          pageRows: 20,
          onActivate: (index) => onStep(index + 1),
        });
      }}
    >
      <div className="travel-steps-canvas" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const found = pages.at(index);
          const row = found?.page.steps[found.place];
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active option
            <div
              key={index}
              id={`${prefix}-${index}`}
              role="option"
              aria-selected={index === step - 1}
              aria-setsize={steps}
              aria-posinset={index + 1}
              className={classes(
                "travel-step",
                index === step - 1 && "travel-step-here",
                index >= step && "travel-step-later",
              )}
              style={{ top: start }}
              onClick={() => onStep(index + 1)}
            >
              {row === undefined ? (
                <span className="skeleton" />
              ) : (
                <>
                  <span className={`travel-dot travel-segment-${row.proof}`} title={PROOF_WORDS[row.proof].label}>
                    {row.proof === "unproven" || row.proof === "explained" ? (
                      <span className="visually-hidden">{PROOF_WORDS[row.proof].label}</span>
                    ) : null}
                  </span>
                  <span className="faint figure travel-step-number">{row.sequence}</span>
                  <EventTypeMark type={row.type} flow={row.type.split(":")[0] ?? ""} />
                  <span className="cut travel-step-summary" title={row.summary}>
                    {row.summary}
                  </span>
                  <Timestamp value={row.timestamp} className="faint travel-step-time" />
                </>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
