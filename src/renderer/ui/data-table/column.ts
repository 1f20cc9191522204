import type { ReactNode } from "react";

/** A column of a table of rows. */
export interface Column<Row, Id extends string = string> {
  readonly id: Id;
  readonly header: string;
  /** Said in the tooltip of the header, where the header alone does not tell. */
  readonly description?: string;
  /** In pixels; the least width of a column that grows. */
  readonly width: number;
  /** Takes this share of the room that is left. */
  readonly grow?: number;
  /** Cells are one line of text, perhaps with a sign before it. */
  readonly isText?: boolean;
  readonly align?: "start" | "end";
  readonly sortable?: boolean;
  cell(row: Row): ReactNode;
  /** Classes of the cell, for how it looks. */
  className?(row: Row): string;
  /** What the tooltip of the cell says, as the whole of a text that may be cut. */
  title?(row: Row): string;
}

export interface Sort<Id extends string = string> {
  readonly column: Id;
  readonly direction: "ascending" | "descending";
}

/** Rows that are fetched as they come into sight. */
export interface RowSource<Row> {
  readonly count: number;
  /** `undefined` while it is on its way. */
  rowAt(index: number): Row | undefined;
  /** Told which rows are in sight. */
  showing(from: number, to: number): void;
}
