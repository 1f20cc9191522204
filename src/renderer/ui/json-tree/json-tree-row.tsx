import { ChevronDown, ChevronRight, Copy, Eye, History, Route } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { JsonPath } from "../../../shared/ipc/json-value.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import type { JsonMark, JsonMarkKind } from "./json-marks.ts";
import type { JsonRow } from "./json-rows.ts";
import { drawValue } from "./json-value-text.tsx";

/** What a row can be asked for; they keep their identity. */
export interface JsonRowActions {
  activate(row: JsonRow): void;
  /** The mouse is over the row. */
  point(row: JsonRow): void;
  toggle(row: JsonRow): void;
  copyValue(row: JsonRow): void;
  copyPath(row: JsonRow): void;
  blame(path: JsonPath): void;
  readonly pin: ((path: JsonPath) => void) | undefined;
}

export interface JsonTreeRowProps {
  readonly id: string;
  readonly index: number;
  /** Pixels from the start of the tree. */
  readonly top: number;
  readonly row: JsonRow;
  readonly search: string;
  readonly isActive: boolean;
  /** Pointed at, so that its actions are wanted. */
  readonly isPointed: boolean;
  readonly isBlamed: boolean;
  /** Whether the events that set the value can be asked for. */
  readonly isBlamable: boolean;
  readonly mark: JsonMark | undefined;
  readonly measure: (element: HTMLElement | null) => void;
  readonly actions: JsonRowActions;
}

/**
 * One line of a tree. Drawn again only for what it shows: every step in time makes all lines anew. Its parts are functions that draw, no
 * components, and there is no more than is seen: a view that opens shows dozens of lines.
 */
export const JsonTreeRow = memo(function JsonTreeRow(props: JsonTreeRowProps) {
  const { row, index, actions, mark } = props;
  const foldMark = drawFoldMark(row, actions.toggle, mark?.own ?? null);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree itself has the focus and names its active item.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys of all its items.
    <div
      id={props.id}
      ref={props.measure}
      data-index={index}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={props.isActive}
      {...(row.children === null ? {} : { "aria-expanded": row.open })}
      className="json-row"
      data-active={props.isActive || undefined}
      data-match={row.matches || undefined}
      data-mark={mark?.own ?? undefined}
      data-blamed={props.isBlamed || undefined}
      style={{ top: props.top, paddingInlineStart: indent(row.depth, foldMark !== null) }}
      onClick={() => actions.activate(row)}
      onPointerEnter={() => actions.point(row)}
    >
      {foldMark}
      {drawKey(row, props.isBlamable ? actions.blame : undefined)}
      {drawValue(row, props.search)}
      {mark === undefined ? null : <Inside mark={mark} isOpen={row.open} />}
      {props.isPointed ? <Actions row={row} actions={actions} isBlamable={props.isBlamable} /> : null}
    </div>
  );
}, isSameRow);

/** Rows are made anew for every value of the tree; what they show is mostly the same. */
function isSameRow(left: JsonTreeRowProps, right: JsonTreeRowProps): boolean {
  const { row: leftRow, mark: leftMark, ...leftRest } = left;
  const { row: rightRow, mark: rightMark, ...rightRest } = right;
  return (
    isShallowlySame(leftRest, rightRest) &&
    isShallowlySame({ ...leftRow, path: null }, { ...rightRow, path: null }) &&
    isShallowlySame({ ...leftMark }, { ...rightMark })
  );
}

function isShallowlySame(left: object, right: object): boolean {
  const entries = Object.entries(left);
  const others = new Map(Object.entries(right));
  return entries.length === others.size && entries.every(([key, value]) => Object.is(value, others.get(key)));
}

const SIGNS: Readonly<Record<JsonMarkKind, { readonly sign: string; readonly word: string }>> = {
  added: { sign: "+", word: "added" },
  changed: { sign: "~", word: "changed" },
  moved: { sign: "→", word: "moved" },
};

function Sign({ kind }: { readonly kind: JsonMarkKind }) {
  const { sign, word } = SIGNS[kind];
  return (
    <span className="json-sign" title={word}>
      <span aria-hidden="true">{sign}</span>
      <span className="visually-hidden">{word}</span>
    </span>
  );
}

/** What is pointed out below a folded line, and what is gone. */
function Inside({ mark: { inside, removed }, isOpen }: { readonly mark: JsonMark; readonly isOpen: boolean }) {
  const below = isOpen ? 0 : inside - removed;
  const parts = [
    ...(below > 0 ? [`${below} ${below === 1 ? "change" : "changes"} inside`] : []),
    ...(removed > 0 ? [`− ${removed} removed`] : []),
  ];
  return parts.length === 0 ? null : <span className="json-inside-changes">{parts.join(", ")}</span>;
}

/** As in `json-tree.css`. */
const MARK_WIDTH = "1.125rem";

/** A row that has nothing before its key is as far in as the others. */
function indent(depth: number, hasMark: boolean): string {
  return `calc(${4 + depth * 14}px + ${hasMark ? "0rem" : MARK_WIDTH})`;
}

/** @param sign stands where a value without anything inside has nothing to fold */
function drawFoldMark(row: JsonRow, onToggle: JsonRowActions["toggle"], sign: JsonMarkKind | null) {
  const said = sign === null ? null : <Sign kind={sign} />;
  if (row.children === null || row.children === 0 || row.path.length === 0)
    return said === null ? null : <span className="json-row-mark">{said}</span>;
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        className="json-row-mark"
        aria-label={row.open ? "Fold" : "Unfold"}
        onClick={() => onToggle(row)}
      >
        {row.open ? <ChevronDown size={13} /> : <ChevronRight size={13} />}
      </button>
      {said}
    </>
  );
}

function drawKey(row: JsonRow, onBlame: JsonRowActions["blame"] | undefined) {
  if (row.key === null) return null;
  const className = typeof row.key === "number" ? "json-index" : "json-key";
  const key = typeof row.key === "number" ? row.key : shownText(row.key);
  if (onBlame === undefined) return <span className={className}>{key}</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: of dozens of buttons that open with a view, each takes as long as a line
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span
      role="button"
      className={`${className} json-blamable`}
      title="Show the events that set this"
      onClick={() => onBlame(row.path)}
    >
      {key}
    </span>
  );
}

interface ActionsProps {
  readonly row: JsonRow;
  readonly actions: JsonRowActions;
  readonly isBlamable: boolean;
}

function Actions({ row, actions, isBlamable }: ActionsProps) {
  return (
    <span className="json-row-actions">
      {isBlamable ? (
        <RowAction name="Which events set this" icon={<History size={13} />} onAct={() => actions.blame(row.path)} />
      ) : null}
      {actions.pin === undefined ? null : (
        <RowAction name="Watch this value" icon={<Eye size={13} />} onAct={() => actions.pin?.(row.path)} />
      )}
      <RowAction name="Copy value" icon={<Copy size={13} />} onAct={() => actions.copyValue(row)} />
      <RowAction name="Copy path" icon={<Route size={13} />} onAct={() => actions.copyPath(row)} />
    </span>
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
