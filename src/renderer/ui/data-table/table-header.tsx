// biome-ignore-all lint/a11y/useSemanticElements: part of a grid that draws only rows in sight
import type { ReactTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { classes } from "../classes.ts";
import type { Column } from "./column.ts";
import { ColumnEdge } from "./column-edge.tsx";
import { type ChosenWidths, chooseWidth, edgeId } from "./column-widths.ts";
import type { TableFeatures } from "./table-features.ts";

export interface TableHeaderProps<Slot extends object, Row, Id extends string> {
  readonly table: ReactTable<TableFeatures, Slot>;
  /** Under which the widths of its columns are remembered. */
  readonly name: string;
  readonly columns: readonly Column<Row, Id>[];
  readonly widths: ChosenWidths;
}

/**
 * The names of the columns, of which a press sorts, each with its edge. For Tab they are one stop, and the edge of the column
 * that one is at is the next; left and right go from column to column, and down into the rows.
 */
export function TableHeader<Slot extends object, Row, Id extends string>({
  table,
  name,
  columns,
  widths,
}: TableHeaderProps<Slot, Row, Id>) {
  const [last, setLast] = useState(0);
  const current = Math.min(last, columns.length - 1);
  return (
    <div role="rowgroup" className="data-table-header">
      {/* biome-ignore lint/a11y/useFocusableInteractive: its columns take the focus */}
      <div role="row" aria-rowindex={1} className="data-table-header-row" onKeyDown={handleHeadKey}>
        {table.getFlatHeaders().map((header, at) => {
          const column = columns[at];
          if (column === undefined) return null;
          const sorted = header.column.getIsSorted();
          const tabIndex = at === current ? 0 : -1;
          return (
            <div
              key={header.id}
              role="columnheader"
              aria-label={column.header}
              aria-sort={
                sorted === false
                  ? column.sortable
                    ? "none"
                    : undefined
                  : sorted === "asc"
                    ? "ascending"
                    : "descending"
              }
              className={classes("data-table-head", column.align === "end" && "data-table-end")}
              title={column.description}
              onFocus={() => setLast(at)}
              tabIndex={column.sortable ? undefined : tabIndex}
            >
              {column.sortable ? (
                <button
                  type="button"
                  className="data-table-sort"
                  tabIndex={tabIndex}
                  onClick={header.column.getToggleSortingHandler()}
                >
                  <span className="cut">{column.header}</span>
                  {sorted === "asc" ? <ArrowUp size={12} /> : sorted === "desc" ? <ArrowDown size={12} /> : null}
                </button>
              ) : (
                <span className="cut">{column.header}</span>
              )}
              <ColumnEdge
                id={edgeId(name, column.id)}
                header={column.header}
                ownWidth={column.width}
                chosen={widths[column.id]}
                tabIndex={tabIndex}
                onWidth={(width) => chooseWidth(name, column.id, width)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Keys of the names of columns. Those of an edge are its own, but for the way into the rows. */
function handleHeadKey(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: row, target, key } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
  if (key === "ArrowDown") {
    event.preventDefault();
    row.closest<HTMLElement>("[role=grid]")?.focus();
    return;
  }
  if (target.getAttribute("role") === "separator") return;
  const heads = [...row.children];
  const at = heads.findIndex((head) => head.contains(target));
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: heads.length - 1 }[key];
  if (to === undefined) return;
  event.preventDefault();
  const head = heads[to];
  if (head instanceof HTMLElement) (head.querySelector<HTMLElement>("button") ?? head).focus();
}
