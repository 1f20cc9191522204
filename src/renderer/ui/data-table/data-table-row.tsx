// biome-ignore-all lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table element cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { memo, type ReactNode } from "react";
import { classes } from "../classes.ts";
import type { Column } from "./column.ts";

export interface DataTableRowProps<Row> {
  readonly id: string;
  readonly index: number;
  /** Pixels from the start of the table. */
  readonly top: number;
  /** Undefined while it is on its way. */
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row, string>[];
  readonly isSelected: boolean;
  readonly isActive: boolean;
  onActivate(index: number): void;
  onOpen(index: number): void;
}

function Row<Content>({ row, columns, index, onActivate, onOpen, ...props }: DataTableRowProps<Content>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys, wherever it is scrolled to
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      className={classes(
        "data-table-row",
        props.isSelected && "data-table-row-selected",
        props.isActive && "data-table-row-active",
      )}
      style={{ top: props.top }}
      onClick={() => onActivate(index)}
      onDoubleClick={() => onOpen(index)}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes(
            "data-table-cell",
            column.isText && "data-table-text",
            column.align === "end" && "data-table-end",
            row !== undefined && column.className?.(row),
          )}
          // Written when it is pointed at: most are never read.
          onPointerEnter={({ currentTarget }) => {
            if (row !== undefined && column.title !== undefined) currentTarget.title = column.title(row);
          }}
        >
          {row === undefined ? <span className="skeleton" /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** Drawn again only for what it shows itself, not for every row that is scrolled by. */
export const DataTableRow: <Content>(props: DataTableRowProps<Content>) => ReactNode = memo(Row);
