import { useVirtualizer } from "@tanstack/react-virtual";
import { UnfoldVertical } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { textDifference } from "../../../shared/difference/text-difference.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { harmlessJsonText } from "../../../shared/text/harmless-text.ts";
import { classes } from "../../ui/classes.ts";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { useFirstFocus } from "../../ui/use-first-focus.ts";
import type { ChangePlace, ChangeStepper } from "./change-stepper.ts";
import { listTextLines } from "./text-lines.ts";
import "./difference.css";

const LINE_HEIGHT = 20;
/** Keeps its identity: the virtualizer lays out every line anew for another one. */
const estimateSize = () => LINE_HEIGHT;
/** Characters of a line that are shown: a whole document on one line would hold the page up. */
const LONGEST_LINE = 20_000;
const MARKS = { added: "+", removed: "−", same: " " } as const;

export interface TextDifferenceProps {
  readonly left: JsonValue;
  readonly right: JsonValue;
  readonly all: boolean;
  readonly label: string;
  onPlace?(place: ChangePlace): void;
  readonly ref?: Ref<ChangeStepper>;
}

/** Two values as JSON text, line by line. */
export function TextDifference({ left, right, all, label, onPlace, ref }: TextDifferenceProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const runs = useMemo(
    () => textDifference(`${JSON.stringify(left, null, 2)}\n`, `${JSON.stringify(right, null, 2)}\n`),
    [left, right],
  );
  const isCompared = runs.length !== 2 || runs.some(({ kind, text }) => kind === "same" || !text.includes("\n "));
  const lines = useMemo(() => listTextLines(runs, all, opened), [runs, all, opened]);
  const starts = useMemo(
    () => lines.flatMap((line, index) => (isChange(line.kind) && !isChange(lines[index - 1]?.kind) ? [index] : [])),
    [lines],
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => viewport.current,
    estimateSize,
    overscan: 20,
  });
  useFirstFocus(viewport);
  const place = starts.filter((index) => index <= active).length;
  useEffect(() => onPlace?.({ at: place, of: starts.length }), [onPlace, place, starts.length]);
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
    <>
      {isCompared ? null : (
        <p className="text-difference-note" role="note">
          The two differ too much to be compared line by line: first all of one, then all of the other.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the text is scrolled with the keys */}
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
                style={{ top: start }}
              >
                {line.kind === "skipped" ? (
                  <button
                    type="button"
                    className="difference-run text-line-skip"
                    onClick={() => setOpened(new Set([...opened, line.from]))}
                  >
                    <UnfoldVertical size={12} aria-hidden /> {countOf(line.count, "line")} the same
                  </button>
                ) : (
                  <>
                    <span className="text-line-number">{line.left}</span>
                    <span className="text-line-number">{line.right}</span>
                    <span className="text-line-mark">{MARKS[line.kind]}</span>
                    <code>
                      {harmlessJsonText(line.text.slice(0, LONGEST_LINE))}
                      {line.text.length > LONGEST_LINE ? (
                        <span className="text-line-rest">
                          … {formatCount(line.text.length - LONGEST_LINE)} characters more
                        </span>
                      ) : null}
                    </code>
                  </>
                )}
              </div>
            );
          })}
        </div>
      </section>
    </>
  );
}

function isChange(kind: string | undefined): boolean {
  return kind === "added" || kind === "removed";
}
