import { useRef, useState } from "react";
import { Group } from "react-aria-components";
import { classes } from "./classes.ts";
import "./histogram.css";

export interface HistogramBar {
  readonly key: string;
  readonly value: number;
  /** Read out, and shown while the bar is pointed at. */
  readonly label: string;
}

export interface HistogramProps {
  readonly label: string;
  readonly bars: readonly HistogramBar[];
  readonly from: string;
  readonly to: string;
  onChoose(index: number): void;
}

/** Bars over time. One tab stop: arrow keys move along the bars, Enter chooses one. */
export function Histogram({ label, bars, from, to, onChoose }: HistogramProps) {
  const [active, setActive] = useState(0);
  const [pointed, setPointed] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const said = bars[pointed ?? -1]?.label;
  const move = (index: number) => {
    const next = Math.min(Math.max(index, 0), bars.length - 1);
    setActive(next);
    frame.current?.querySelectorAll<HTMLElement>(".histogram-bar")[next]?.focus();
  };
  return (
    <div className="histogram">
      <Group ref={frame} className="histogram-bars" aria-label={label} onPointerLeave={() => setPointed(null)}>
        {bars.map(({ key, value, label: bar }, index) => (
          <button
            key={key}
            type="button"
            className={classes("histogram-bar", value === 0 && "histogram-none")}
            tabIndex={index === active ? 0 : -1}
            aria-label={bar}
            onPointerEnter={() => setPointed(index)}
            onFocus={() => setPointed(index)}
            onBlur={() => setPointed(null)}
            onClick={() => onChoose(index)}
            onKeyDown={(event) => {
              const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: bars.length - 1 }[event.key];
              if (to === undefined) return;
              event.preventDefault();
              move(to);
            }}
          >
            {/* The least height keeps a single event in sight beside thousands. */}
            <span
              className="histogram-fill"
              style={{ height: value === 0 ? 0 : `max(2px, ${(value / most) * 100}%)` }}
            />
          </button>
        ))}
      </Group>
      <div className="histogram-scale">
        <span>{from}</span>
        <span className="histogram-said">{said}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}
