import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, Copy, History, Route } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import { AUTOMATIC_FOLD, type JsonFold, toggleFold } from "./json-fold.ts";
import { pathId, writeJsonPath } from "./json-path.ts";
import { type JsonRow, listJsonRows } from "./json-rows.ts";
import "./json-tree.css";
import { JsonTreeBar } from "./json-tree-bar.tsx";
import { JsonValueText } from "./json-value-text.tsx";
import { useSessionFold } from "./use-session-fold.ts";

const ROW_HEIGHT = 22;

export interface JsonTreeProps {
  readonly value: JsonValue;
  /** What the tree shows, for people who do not see it. */
  readonly label: string;
  /** Trees of one name share what is open, also after a reload. */
  readonly remember: string;
  readonly openAtFirst?: JsonFold;
  /** Asked for the history of a value: a click on its key, or Enter. */
  readonly onBlame?: (path: JsonPath) => void;
  /** The path whose history is shown. */
  readonly blamed?: JsonPath | null;
  /** Paths to point out, such as those that the last step changed. */
  readonly marked?: ReadonlySet<string>;
  readonly onPin?: (path: JsonPath) => void;
}

/**
 * A JSON value as a tree that folds, can be searched, and copies values and paths. Only the lines in sight are in the
 * page, so that a view of a megabyte moves as easily as one of a line.
 *
 * Keys: arrows or j/k move, left and right fold, Enter asks for the history, c copies the value, p its path.
 */
export function JsonTree({ value, label, remember, openAtFirst = AUTOMATIC_FOLD, ...asked }: JsonTreeProps) {
  const [fold, setFold] = useSessionFold(remember, openAtFirst);
  const [search, setSearch] = useState("");
  const [active, setActive] = useState("");
  const [copied, setCopied] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const { rows, matches } = useMemo(() => listJsonRows(value, fold, search), [value, fold, search]);
  const found = rows.findIndex(({ id }) => id === active);
  const activeIndex = Math.max(0, found);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });

  function moveTo(index: number): void {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row === undefined) return;
    setActive(row.id);
    virtualizer.scrollToIndex(rows.indexOf(row), { align: "auto" });
  }

  function copy(text: string, what: string): void {
    navigator.clipboard.writeText(text).then(
      () => setCopied(`${what} copied.`),
      (error: unknown) => setCopied(`Could not copy: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  function copyValue(row: JsonRow): void {
    copy(typeof row.value === "string" ? row.value : JSON.stringify(row.value, null, 2), "Value");
  }

  function openOrEnter(row: JsonRow): void {
    if (row.children === null || row.children === 0) return;
    if (row.open) moveTo(activeIndex + 1);
    else setFold(toggleFold(fold, row.path));
  }

  function closeOrLeave(row: JsonRow): void {
    if (row.open && row.path.length > 0) setFold(toggleFold(fold, row.path));
    else moveTo(rows.findIndex(({ id }) => id === pathId(row.path.slice(0, -1))));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[activeIndex];
    if (row === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    const act = {
      ArrowDown: () => moveTo(activeIndex + 1),
      j: () => moveTo(activeIndex + 1),
      ArrowUp: () => moveTo(activeIndex - 1),
      k: () => moveTo(activeIndex - 1),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      PageDown: () => moveTo(activeIndex + 20),
      PageUp: () => moveTo(activeIndex - 20),
      ArrowRight: () => openOrEnter(row),
      ArrowLeft: () => closeOrLeave(row),
      " ": () => row.children !== null && row.path.length > 0 && setFold(toggleFold(fold, row.path)),
      Enter: () => asked.onBlame?.(row.path),
      c: () => copyValue(row),
      p: () => copy(writeJsonPath(row.path), "Path"),
      w: () => asked.onPin?.(row.path),
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // A new search goes to its first match; typing on does not move away from one that still fits.
  const firstMatch = matches[0];
  useEffect(() => {
    if (search !== "" && firstMatch !== undefined) virtualizer.scrollToIndex(firstMatch, { align: "center" });
  }, [search, firstMatch, virtualizer]);

  function goToMatch(step: 1 | -1): void {
    const after =
      step === 1 ? matches.find((index) => index > activeIndex) : matches.findLast((index) => index < activeIndex);
    const target = after ?? (step === 1 ? matches[0] : matches.at(-1));
    if (target !== undefined) moveTo(target);
  }

  return (
    <div className="json-tree">
      <JsonTreeBar
        label={label}
        search={search}
        onSearch={setSearch}
        matches={matches.length}
        place={matches.indexOf(activeIndex)}
        onMatch={goToMatch}
        onFold={setFold}
      />
      <div
        ref={scroller}
        className="json-tree-scroller"
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={rows[activeIndex] === undefined ? undefined : `${treeId}${activeIndex}`}
        onKeyDown={onKeyDown}
      >
        <div className="json-tree-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the tree itself has the focus and names its active item.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of all its items.
              <div
                key={row.id}
                id={`${treeId}${index}`}
                ref={virtualizer.measureElement}
                data-index={index}
                role="treeitem"
                aria-level={row.depth + 1}
                aria-posinset={row.position}
                aria-setsize={row.siblings}
                aria-selected={index === activeIndex}
                {...(row.children === null ? {} : { "aria-expanded": row.open })}
                className="json-row"
                data-active={index === activeIndex || undefined}
                data-match={row.matches || undefined}
                data-marked={asked.marked?.has(row.id) || undefined}
                data-blamed={(asked.blamed != null && pathId(asked.blamed) === row.id) || undefined}
                style={{ transform: `translateY(${start}px)`, paddingInlineStart: 4 + row.depth * 14 }}
                onClick={() => setActive(row.id)}
              >
                <FoldMark row={row} onToggle={() => setFold(toggleFold(fold, row.path))} />
                <RowKey row={row} {...(asked.onBlame === undefined ? {} : { onBlame: asked.onBlame })} />
                <JsonValueText row={row} search={search} />
                <span className="json-row-actions">
                  {asked.onBlame !== undefined && (
                    <RowAction
                      name="Which events set this"
                      icon={<History size={13} />}
                      onAct={() => asked.onBlame?.(row.path)}
                    />
                  )}
                  <RowAction name="Copy value" icon={<Copy size={13} />} onAct={() => copyValue(row)} />
                  <RowAction
                    name="Copy path"
                    icon={<Route size={13} />}
                    onAct={() => copy(writeJsonPath(row.path), "Path")}
                  />
                </span>
              </div>
            );
          })}
        </div>
      </div>
      <output className="visually-hidden">{copied}</output>
    </div>
  );
}

function FoldMark({ row, onToggle }: { readonly row: JsonRow; readonly onToggle: () => void }) {
  if (row.children === null || row.children === 0 || row.path.length === 0) return <span className="json-row-mark" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      className="json-row-mark"
      aria-label={row.open ? "Fold" : "Unfold"}
      onClick={onToggle}
    >
      {row.open ? <ChevronDown size={13} /> : <ChevronRight size={13} />}
    </button>
  );
}

function RowKey({ row, onBlame }: { readonly row: JsonRow; readonly onBlame?: (path: JsonPath) => void }) {
  if (row.key === null) return null;
  const className = typeof row.key === "number" ? "json-index" : "json-key";
  if (onBlame === undefined) return <span className={className}>{row.key}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${className} json-blamable`}
      title="Show the events that set this"
      onClick={() => onBlame(row.path)}
    >
      {row.key}
    </button>
  );
}

interface RowActionProps {
  readonly name: string;
  readonly icon: ReactNode;
  readonly onAct: () => void;
}

function RowAction({ name, icon, onAct }: RowActionProps) {
  return (
    <button type="button" tabIndex={-1} className="json-row-action" aria-label={name} title={name} onClick={onAct}>
      {icon}
    </button>
  );
}
