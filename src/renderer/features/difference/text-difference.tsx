import { useVirtualizer } from "@tanstack/react-virtual";
import { type Ref, useImperativeHandle, useMemo, useRef, useState } from "react";
import { textDifference } from "../../../shared/difference/text-difference.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { classes } from "../../ui/classes.ts";
import { countOf } from "../../ui/numbers.ts";
import type { ChangeStepper } from "./change-stepper.ts";
import { listTextLines } from "./text-lines.ts";
import "./difference.css";

const LINE_HEIGHT = 20;
const MARKS = { added: "+", removed: "−", same: " " } as const;

export interface TextDifferenceProps {
  readonly left: JsonValue;
  readonly right: JsonValue;
  readonly all: boolean;
  readonly label: string;
  readonly ref?: Ref<ChangeStepper>;
}

/** Two values as JSON text, line by line. */
export function TextDifference({ left, right, all, label, ref }: TextDifferenceProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const runs = useMemo(
    () => textDifference(`${JSON.stringify(left, null, 2)}\n`, `${JSON.stringify(right, null, 2)}\n`),
    [left, right],
  );
  const lines = useMemo(() => listTextLines(runs, all), [runs, all]);
  const starts = useMemo(
    () => lines.flatMap((line, index) => (isChange(line.kind) && !isChange(lines[index - 1]?.kind) ? [index] : [])),
    [lines],
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  useImperativeHandle(ref, () => ({
    go(step) {
      const next = step === 1 ? starts.find((index) => index > active) : starts.findLast((index) => index < active);
      const target = next ?? (step === 1 ? starts[0] : starts.at(-1));
      if (target === undefined) return;
      setActive(target);
      virtualizer.scrollToIndex(target, { align: "center" });
    },
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the text is scrolled with the keys
    <section ref={viewport} className="text-difference" aria-label={label} tabIndex={0}>
      <div className="difference-canvas" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div
              key={index}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes("text-line", `text-line-${line.kind}`, index === active && "text-line-active")}
              style={{ transform: `translateY(${start}px)` }}
            >
              {line.kind === "skipped" ? (
                <span className="text-line-skip">{countOf(line.count, "line")} the same</span>
              ) : (
                <>
                  <span className="text-line-number">{line.left}</span>
                  <span className="text-line-number">{line.right}</span>
                  <span className="text-line-mark">{MARKS[line.kind]}</span>
                  <code>{line.text}</code>
                </>
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function isChange(kind: string | undefined): boolean {
  return kind === "added" || kind === "removed";
}
