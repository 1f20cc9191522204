// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
import { type ColumnDef, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useId, useMemo, useRef, useState } from "react";
import { classes } from "../classes.ts";
import { handleListKey } from "../list-keys.ts";
import { listSize } from "../list-size.ts";
import { useAttention } from "../use-attention.ts";
import { useLate } from "../use-late.ts";
import { useOverscan } from "../use-overscan.ts";
import { useSteady } from "../use-steady.ts";
import type { Column, RowSource, Sort } from "./column.ts";
import { useColumnWidths } from "./column-widths.ts";
import "./data-table.css";
import { DataTableRow } from "./data-table-row.tsx";
import { rememberedOffset, useScrollMemory } from "./scroll-memory.ts";
import { TABLE_FEATURES, type TableFeatures } from "./table-features.ts";
import { TableHeader } from "./table-header.tsx";

const ROW_HEIGHT = 28;
const OVERSCAN = 8;
/** Keeps its identity: the virtualizer lays out every row anew for another one. */
const estimateSize = () => ROW_HEIGHT;
/** The table knows columns and the order; the rows in sight are drawn from their source. */
const NO_ROWS: readonly never[] = [];

export interface DataTableProps<Row, Id extends string> {
  /** What the rows are, for screen readers. */
  readonly label: string;
  /** Under which the widths of the columns are remembered. */
  readonly name: string;
  readonly columns: readonly Column<Row, Id>[];
  readonly source: RowSource<Row>;
  rowId(row: Row): string;
  readonly selected: string | null;
  onSelect(row: Row): void;
  onOpen(row: Row): void;
  readonly sort?: Sort<Id>;
  onSort?(sort: Sort<Id>): void;
  /** Stands where the rows would be when there are none. */
  readonly empty: ReactNode;
  readonly autoFocus?: boolean;
  /** Rows that are shown are those of the last question; the next answer is on its way. */
  readonly busy?: boolean;
  /** What is listed, as text: coming back to the same list finds it scrolled as it was. */
  readonly listed?: string;
  /** Stands over the rows. */
  readonly over?: ReactNode;
  /** Gets the element around the rows and what stands over them. */
  readonly frame?: RefObject<HTMLDivElement | null>;
  /** Told when a person is in the middle of the rows, scrolled down or pointing at them, and when no longer. Keep its identity. */
  onAttention?(attended: boolean): void;
}

/** A virtualized table: any number of rows, fetched as they come into sight, which are one tab stop and moved through by keys. */
export function DataTable<Row, Id extends string>(props: DataTableProps<Row, Id>) {
  const {
    label,
    name,
    columns,
    source,
    rowId,
    selected,
    onSelect,
    onOpen,
    sort,
    onSort,
    empty,
    autoFocus,
    busy,
    listed = "",
    over,
    onAttention,
  } = props;
  const ownFrame = useRef<HTMLDivElement>(null);
  const frame = props.frame ?? ownFrame;
  const viewport = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const widths = useColumnWidths(name);
  const [active, setActive] = useState(-1);

  const overscan = useOverscan(OVERSCAN, listed, busy);
  const virtualizer = useVirtualizer({
    count: source.count,
    getScrollElement: () => viewport.current,
    estimateSize,
    overscan,
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    ...listSize(name),
    initialOffset: () => rememberedOffset(`${name} ${listed}`),
  });
  useScrollMemory(viewport, `${name} ${listed}`);
  useAttention(frame, viewport, onAttention);
  useEffect(() => {
    const top = rememberedOffset(`${name} ${listed}`);
    // Asking for what is there already would have the page laid out for every letter of a filter.
    if (top !== 0 || virtualizer.scrollOffset !== 0) viewport.current?.scrollTo({ top });
  }, [virtualizer, name, listed]);
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  const { showing } = source;
  useEffect(() => showing(from, to), [showing, from, to]);
  useEffect(() => {
    if (autoFocus) viewport.current?.focus({ preventScroll: true });
  }, [autoFocus]);

  const definitions = useMemo(() => columns.map(toDefinition<Id>), [columns]);
  const table = useTable({
    features: TABLE_FEATURES,
    columns: definitions,
    data: NO_ROWS,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    state: {
      sorting: sort === undefined ? [] : [{ id: sort.column, desc: sort.direction === "descending" }],
    },
    onSortingChange: (update) => {
      const next =
        typeof update === "function"
          ? update(sort === undefined ? [] : [{ id: sort.column, desc: sort.direction === "descending" }])
          : update;
      const column = columns.find(({ id }) => id === next[0]?.id);
      if (column !== undefined) onSort?.({ column: column.id, direction: next[0]?.desc ? "descending" : "ascending" });
    },
  });

  // The row that keys start from is the selected one wherever it stands now, so that new rows above do not move it.
  const isSelected = (index: number) => {
    const row = source.rowAt(index);
    return row !== undefined && rowId(row) === selected;
  };
  const current = items.find(({ index }) => isSelected(index))?.index ?? active;

  const activate = useSteady((index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
    const row = source.rowAt(index);
    if (row !== undefined) onSelect(row);
  });
  const open = useSteady((index: number) => {
    const row = source.rowAt(index);
    if (row !== undefined) onOpen(row);
  });
  const isLate = useLate(busy ?? false);

  const template = columns
    .map(({ id, width, grow }) => {
      const chosen = widths[id];
      if (chosen !== undefined) return `${chosen}px`;
      return grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`;
    })
    .join(" ");
  const canvas: CSSProperties & Record<"--data-table-columns", string> = {
    height: virtualizer.getTotalSize(),
    minWidth: columns.reduce((sum, { id, width }) => sum + (widths[id] ?? width), 0),
    "--data-table-columns": template,
  };

  return (
    <div ref={frame} className="data-table-frame">
      {over}
      <div
        ref={viewport}
        className={classes("data-table", isLate && "data-table-late")}
        role="grid"
        aria-label={label}
        aria-rowcount={source.count + 1}
        aria-colcount={columns.length}
        aria-busy={busy}
        aria-activedescendant={
          current >= from && current <= to && source.count > 0 ? `${prefix}-${current}` : undefined
        }
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT) - 2);
          handleListKey(event, { count: source.count, active: current, pageRows, onActivate: activate, onOpen: open });
        }}
      >
        <div className="data-table-canvas" style={canvas}>
          <TableHeader table={table} name={name} columns={columns} widths={widths} />
          <div role="rowgroup" className="data-table-body">
            {items.map(({ index, start }) => (
              <DataTableRow
                key={index}
                id={`${prefix}-${index}`}
                index={index}
                top={start}
                row={source.rowAt(index)}
                columns={columns}
                isSelected={isSelected(index)}
                isActive={index === current}
                onActivate={activate}
                onOpen={open}
              />
            ))}
          </div>
        </div>
      </div>
      {source.count === 0 ? <div className="data-table-empty">{empty}</div> : null}
    </div>
  );
}

function toDefinition<Id extends string>({
  id,
  header,
  sortable = false,
  align,
}: Omit<Column<never, Id>, "cell">): ColumnDef<TableFeatures, never> {
  return {
    id,
    header,
    enableSorting: sortable,
    // Numbers and times are first wanted with the largest on top.
    sortDescFirst: align === "end",
    accessorFn: () => null,
  };
}
