// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, UnfoldVertical } from "lucide-react";
import { type Ref, useCallback, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from "react";
import { wordDifference } from "../../../shared/difference/text-difference.ts";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import { harmlessLines, shownText } from "../../../shared/text/harmless-text.ts";
import { classes } from "../../ui/classes.ts";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import "../../ui/json-tree/json-tree.css";
import { previewJson, writeScalar } from "../../ui/json-tree/json-preview.ts";
import { handleListKey } from "../../ui/list-keys.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useFirstFocus } from "../../ui/use-first-focus.ts";
import type { ChangePlace, ChangeStepper } from "./change-stepper.ts";
import { type DifferenceRow, listDifferenceRows } from "./difference-rows.ts";
import { type DifferenceNode, differenceTree } from "./difference-tree.ts";
import "./difference.css";

const ROW_HEIGHT = 22;
/** Keeps its identity: the virtualizer lays out every row anew for another one. */
const estimateSize = () => ROW_HEIGHT;
const LONG = 400;

export interface StructuralDifferenceProps {
  readonly left: JsonValue;
  readonly right: JsonValue;
  readonly all: boolean;
  readonly label: string;
  onBlame?(path: JsonPath, side: "left" | "right"): void;
  onPlace?(place: ChangePlace): void;
  readonly ref?: Ref<ChangeStepper>;
}

/** Two values as one tree in which only what changed is open. */
export function StructuralDifference({ left, right, all, label, onBlame, onPlace, ref }: StructuralDifferenceProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(-1);
  const tree = useMemo(() => differenceTree(left, right), [left, right]);
  const { rows, changes } = useMemo(() => listDifferenceRows(tree, all, toggled), [tree, all, toggled]);
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize,
    getItemKey,
    overscan: 10,
  });
  useFirstFocus(viewport);
  const place = changes.filter((index) => index <= active).length;
  useEffect(() => onPlace?.({ at: place, of: changes.length }), [onPlace, place, changes.length]);

  const activate = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
  };
  const toggle = (id: string) => {
    setToggled((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const open = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    if (row.kind === "unchanged" || row.node.children !== null) toggle(row.id);
    else onBlame?.(row.node.path, sideOf(row.node));
  };
  useImperativeHandle(ref, () => ({
    go(step) {
      const next = step === 1 ? changes.find((index) => index > active) : changes.findLast((index) => index < active);
      const target = next ?? (step === 1 ? changes[0] : changes.at(-1));
      if (target === undefined) return;
      setActive(target);
      virtualizer.scrollToIndex(target, { align: "center" });
    },
  }));

  return (
    <div
      ref={viewport}
      className="difference"
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length}
      aria-activedescendant={active >= 0 && active < rows.length ? `${prefix}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        const row = rows[active];
        if (row?.kind === "node" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
          event.preventDefault();
          if (row.node.children !== null && row.open !== (event.key === "ArrowRight")) toggle(row.id);
          return;
        }
        handleListKey(event, { count: rows.length, active, pageRows: 20, onActivate: activate, onOpen: open });
      }}
    >
      <div className="difference-canvas" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys, wherever it is scrolled to
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              id={`${prefix}-${index}`}
              role="row"
              aria-level={row.depth + 1}
              aria-rowindex={index + 1}
              aria-selected={index === active}
              {...(row.kind === "node" && row.node.children !== null ? { "aria-expanded": row.open } : {})}
              className={classes(
                "difference-row",
                row.kind === "node" && `difference-${row.node.kind}`,
                index === active && "difference-row-active",
              )}
              style={{ top: start }}
              onClick={() => setActive(index)}
            >
              <Row row={row} onToggle={() => toggle(row.id)} {...(onBlame === undefined ? {} : { onBlame })} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where the value of a row stands. */
function sideOf({ kind }: DifferenceNode): "left" | "right" {
  return kind === "removed" ? "left" : "right";
}

const MARKS = { added: "+", removed: "−", changed: "~", moved: "↕", same: "" } as const;
const SAID = { added: "Added", removed: "Removed", changed: "Changed", moved: "Moved", same: "" } as const;

interface RowProps {
  readonly row: DifferenceRow;
  onToggle(): void;
  onBlame?(path: JsonPath, side: "left" | "right"): void;
}

function Row({ row, onToggle, onBlame }: RowProps) {
  const indent = { paddingInlineStart: row.depth * 14 };
  if (row.kind === "unchanged") {
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: as above
      <span role="gridcell" className="difference-cell" style={indent}>
        <span className="difference-mark" />
        <button type="button" tabIndex={-1} className="difference-run" onClick={onToggle}>
          <UnfoldVertical size={12} aria-hidden />
          <span className="cut">
            {formatCount(row.count)} unchanged{row.keys === "" ? "" : `: ${row.keys}`}
          </span>
        </button>
      </span>
    );
  }
  const { node, open } = row;
  const folds = node.children !== null && node.children.length > 0 && node.path.length > 0;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <span role="gridcell" className="difference-cell">
      <span className="difference-mark" title={SAID[node.kind]}>
        <span aria-hidden="true">{node.inherited ? "" : MARKS[node.kind]}</span>
        {node.inherited || node.kind === "same" ? null : <span className="visually-hidden">{SAID[node.kind]}</span>}
      </span>
      <span className="difference-body" style={indent}>
        {folds ? (
          <button
            type="button"
            tabIndex={-1}
            className="json-row-mark"
            aria-label={open ? "Fold" : "Unfold"}
            onClick={onToggle}
          >
            {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          </button>
        ) : (
          <span className="json-row-mark" />
        )}
        {node.key === null ? null : <Key node={node} {...(onBlame === undefined ? {} : { onBlame })} />}
        <Value node={node} open={open} />
        {node.movedFrom === null ? null : <span className="difference-moved-from">was at {node.movedFrom}</span>}
      </span>
    </span>
  );
}

function Key({
  node,
  onBlame,
}: {
  readonly node: DifferenceNode;
  onBlame?(path: JsonPath, side: "left" | "right"): void;
}) {
  const className = typeof node.key === "number" ? "json-index" : "json-key";
  const key = typeof node.key === "string" ? shownText(node.key) : node.key;
  if (onBlame === undefined) return <span className={className}>{key}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${className} json-blamable`}
      title={`${writeJsonPath(node.path)}\nShow the events that set this`}
      onClick={() => onBlame(node.path, sideOf(node))}
    >
      {key}
    </button>
  );
}

function Value({ node, open }: { readonly node: DifferenceNode; readonly open: boolean }) {
  const { kind, before, after, children } = node;
  if (children !== null) {
    const value = after ?? before ?? null;
    return open ? (
      <span className="faint">{Array.isArray(value) ? "[" : "{"}</span>
    ) : (
      <span className="cut muted">{previewJson(value)}</span>
    );
  }
  if (kind === "changed") {
    if (typeof before === "string" && typeof after === "string") return <ChangedText before={before} after={after} />;
    return (
      <span>
        <del>{writeShort(before ?? null)}</del> <span className="faint">→</span> <ins>{writeShort(after ?? null)}</ins>
      </span>
    );
  }
  return <span className="json-value">{writeShort(after ?? before ?? null)}</span>;
}

/** Long texts that have words in common show those that differ; others are easier to read whole. */
function ChangedText({ before, after }: { readonly before: string; readonly after: string }) {
  const length = before.length + after.length;
  const runs = length < 60 || length > 20_000 ? [] : wordDifference(before, after);
  if (!runs.some(({ kind, text }) => kind === "same" && text.trim() !== "")) {
    return (
      <span>
        <del>{writeShort(before)}</del> <span className="faint">→</span> <ins>{writeShort(after)}</ins>
      </span>
    );
  }
  return (
    <span className="difference-words">
      {runs.map(({ kind, text }, index) => {
        const said = harmlessLines(text);
        const shown = kind === "same" && said.length > 120 ? `${said.slice(0, 50)} … ${said.slice(-50)}` : said;
        const key = `${index}${kind}`;
        return kind === "added" ? (
          <ins key={key}>{shown}</ins>
        ) : kind === "removed" ? (
          <del key={key}>{shown}</del>
        ) : (
          <span key={key}>{shown}</span>
        );
      })}
    </span>
  );
}

function writeShort(value: JsonValue): string {
  return value !== null && typeof value === "object" ? previewJson(value) : writeScalar(value, LONG);
}
