import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import { ALL_CLOSED, ALL_OPEN, AUTOMATIC_FOLD, type JsonFold, toggleFold } from "./json-fold.ts";
import { type JsonMarks, NO_MARKS } from "./json-marks.ts";
import { pathId, writeJsonPath } from "./json-path.ts";
import { type JsonRow, listJsonRows } from "./json-rows.ts";
import "./json-tree.css";
import { listSize } from "../list-size.ts";
import { useOverscan } from "../use-overscan.ts";
import { useSteady } from "../use-steady.ts";
import { JsonTreeBar } from "./json-tree-bar.tsx";
import { type JsonRowActions, JsonTreeRow } from "./json-tree-row.tsx";
import { useSessionFold } from "./use-session-fold.ts";

const ROW_HEIGHT = 22;
/** Keeps its identity: the virtualizer lays out every row anew for another one. */
const estimateSize = () => ROW_HEIGHT;

export interface JsonTreeProps {
  readonly value: JsonValue;
  /** Of lists that are not here in full, how many items they have, by their paths; keep its identity. */
  readonly totals?: ReadonlyMap<string, number>;
  /** What the tree shows, for people who do not see it. */
  readonly label: string;
  /** Trees of one name share what is open, also after a reload. */
  readonly remember: string;
  readonly openAtFirst?: JsonFold;
  /** Asked for the history of a value: a click on its key, or Enter. */
  readonly onBlame?: (path: JsonPath) => void;
  /** Which values have a history to ask for; all of them unless given. */
  readonly isBlamable?: (path: JsonPath) => boolean;
  /** The path whose history is shown. */
  readonly blamed?: JsonPath | null;
  /** What to point out, such as what the last step changed. */
  readonly marks?: JsonMarks;
  readonly onPin?: (path: JsonPath) => void;
  readonly ref?: Ref<JsonTreeHandle>;
}

/** What the keys and buttons of a tree do, for who asks from elsewhere. */
export interface JsonTreeHandle {
  find(): void;
  unfold(): void;
  fold(): void;
  nextMark(): void;
  /** The rest is about the value that the keys are at. */
  copyValue(): void;
  copyPath(): void;
  blame(): void;
  pin(): void;
}

/**
 * A JSON value as a tree that folds, can be searched, and copies values and paths. Only the lines in sight are in the
 * page, so that a view of a megabyte moves as easily as one of a line.
 *
 * Keys: arrows or j/k move, left and right fold, Enter asks for the history, w watches, c copies the value, p its path, n and
 * Shift-n go to what is pointed out.
 */
export function JsonTree({
  value,
  totals,
  label,
  remember,
  openAtFirst = AUTOMATIC_FOLD,
  ref,
  ...asked
}: JsonTreeProps) {
  const [fold, setFold] = useSessionFold(remember, openAtFirst);
  const [search, setSearch] = useState("");
  const [active, setActive] = useState("");
  const [pointed, setPointed] = useState<string | null>(null);
  const [copied, setCopied] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const { isBlamable = always } = asked;
  const { rows, matches } = useMemo(() => listJsonRows(value, fold, search, totals), [value, fold, search, totals]);
  const found = rows.findIndex(({ id }) => id === active);
  const activeIndex = Math.max(0, found);
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const overscan = useOverscan(12, remember);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan,
    getItemKey,
    ...listSize(remember),
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
      Enter: () => isBlamable(row.path) && asked.onBlame?.(row.path),
      c: () => copyValue(row),
      p: () => copy(writeJsonPath(row.path), "Path"),
      w: () => asked.onPin?.(row.path),
      n: () => goToMark(1),
      N: () => goToMark(-1),
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

  const { marks = NO_MARKS } = asked;
  const markedRows = useMemo(
    () => rows.flatMap(({ id, open }, index) => (isPointedOut(marks, id, open) ? index : [])),
    [rows, marks],
  );

  function goToMark(step: 1 | -1): void {
    const after =
      step === 1
        ? markedRows.find((index) => index > activeIndex)
        : markedRows.findLast((index) => index < activeIndex);
    const target = after ?? (step === 1 ? markedRows[0] : markedRows.at(-1));
    if (target !== undefined) moveTo(target);
  }

  const steady = {
    activate: useSteady((row: JsonRow) => setActive(row.id)),
    point: useSteady((row: JsonRow) => setPointed(row.id)),
    toggle: useSteady((row: JsonRow) => setFold(toggleFold(fold, row.path))),
    copyValue: useSteady(copyValue),
    copyPath: useSteady((row: JsonRow) => copy(writeJsonPath(row.path), "Path")),
    blame: useSteady((path: JsonPath) => asked.onBlame?.(path)),
    pin: useSteady((path: JsonPath) => asked.onPin?.(path)),
  };
  const [canBlame, canPin] = [asked.onBlame !== undefined, asked.onPin !== undefined];
  const { activate, point, toggle, copyValue: copyValueOf, copyPath, blame, pin } = steady;
  const actions = useMemo(
    (): JsonRowActions => ({
      ...{ activate, point, toggle, copyValue: copyValueOf, copyPath },
      blame,
      pin: canPin ? pin : undefined,
    }),
    [activate, point, toggle, copyValueOf, copyPath, blame, pin, canPin],
  );
  const root = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => {
    const atActive = (act: (row: JsonRow) => void) => () => {
      const row = rows[activeIndex];
      if (row !== undefined) act(row);
    };
    return {
      find: () => root.current?.querySelector("input")?.focus(),
      unfold: () => setFold(ALL_OPEN),
      fold: () => setFold(ALL_CLOSED),
      nextMark: () => {
        goToMark(1);
        scroller.current?.focus();
      },
      copyValue: atActive(copyValue),
      copyPath: atActive(copyPath),
      blame: atActive(({ path }) => isBlamable(path) && blame(path)),
      pin: atActive(({ path }) => pin(path)),
    };
  });
  const blamedId = asked.blamed == null ? null : pathId(asked.blamed);

  return (
    <div ref={root} className="json-tree">
      <JsonTreeBar
        label={label}
        search={search}
        onSearch={setSearch}
        matches={matches.length}
        place={matches.indexOf(activeIndex)}
        onMatch={goToMatch}
        marked={marks.get("")?.inside ?? 0}
        onMark={goToMark}
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
        onPointerLeave={() => setPointed(null)}
      >
        <div className="json-tree-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <JsonTreeRow
                key={row.id}
                id={`${treeId}${index}`}
                index={index}
                top={start}
                row={row}
                search={search}
                isActive={index === activeIndex}
                isPointed={row.id === pointed}
                isBlamed={row.id === blamedId}
                isBlamable={canBlame && isBlamable(row.path)}
                mark={marks.get(row.id)}
                measure={virtualizer.measureElement}
                actions={actions}
              />
            );
          })}
        </div>
      </div>
      <output className="visually-hidden">{copied}</output>
    </div>
  );
}

function always(): boolean {
  return true;
}

/** Marks inside of a folded row are found at the row. */
function isPointedOut(marks: JsonMarks, id: string, isOpen: boolean): boolean {
  const mark = marks.get(id);
  return mark !== undefined && (mark.own !== null || mark.removed > 0 || (!isOpen && mark.inside > 0));
}
