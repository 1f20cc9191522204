// biome-ignore-all lint/a11y/useSemanticElements: part of a grid that draws only rows in sight
import type { ReactTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { classes } from "../classes.ts";
import type { Column } from "./column.ts";
import type { TableFeatures } from "./table-features.ts";

export interface TableHeaderProps<Slot extends object, Row, Id extends string> {
  readonly table: ReactTable<TableFeatures, Slot>;
  readonly columns: readonly Column<Row, Id>[];
}

/** The names of the columns; a press sorts, the edge between two resizes, a double press there gives the width back. */
export function TableHeader<Slot extends object, Row, Id extends string>({
  table,
  columns,
}: TableHeaderProps<Slot, Row, Id>) {
  return (
    <div role="rowgroup" className="data-table-header">
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus */}
      <div role="row" aria-rowindex={1} className="data-table-header-row">
        {table.getFlatHeaders().map((header, at) => {
          const column = columns[at];
          const sorted = header.column.getIsSorted();
          const className = classes("data-table-head", column?.align === "end" && "data-table-end");
          const resize = header.getResizeHandler();
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
            <div
              key={header.id}
              role="columnheader"
              aria-sort={
                sorted === false
                  ? column?.sortable
                    ? "none"
                    : undefined
                  : sorted === "asc"
                    ? "ascending"
                    : "descending"
              }
              className={className}
              title={column?.description}
            >
              {column?.sortable ? (
                <button type="button" className="data-table-sort" onClick={header.column.getToggleSortingHandler()}>
                  <span className="cut">{column.header}</span>
                  {sorted === "asc" ? <ArrowUp size={12} /> : sorted === "desc" ? <ArrowDown size={12} /> : null}
                </button>
              ) : (
                <span className="cut">{column?.header}</span>
              )}
              <span
                aria-hidden
                className={classes("data-table-resize", header.column.getIsResizing() && "data-table-resizing")}
                onDoubleClick={() => header.column.resetSize()}
                onMouseDown={(event) => {
                  keepDrawnWidth(event.currentTarget, header.column.id, table);
                  resize(event);
                }}
                onTouchStart={(event) => {
                  keepDrawnWidth(event.currentTarget, header.column.id, table);
                  resize(event);
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A column that grows has no width of its own until it is resized: it starts from the one that is drawn. */
function keepDrawnWidth<Slot extends object>(
  edge: HTMLElement,
  id: string,
  table: ReactTable<TableFeatures, Slot>,
): void {
  const width = edge.parentElement?.offsetWidth;
  if (width !== undefined) table.setColumnSizing((sizes) => ({ ...sizes, [id]: sizes[id] ?? width }));
}
