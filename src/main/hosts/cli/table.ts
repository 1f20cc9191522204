/** How wide columns have to be for these rows. @param least widths that they have already */
export function columnWidths(rows: readonly (readonly string[])[], least: readonly number[] = []): number[] {
  const widths = [...least];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  return widths;
}

/** Columns of text, each as wide as its widest cell unless given. The last one ends where it ends. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  widths: readonly number[] = columnWidths(rows),
): string[] {
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
        if (right.includes(column)) return space + cell;
        return column === row.length - 1 ? cell : cell + space;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Shortens a line to what fits, with an ellipsis. Without a width nothing is shortened. */
export function shorten(line: string, columns: number | undefined): string {
  if (columns === undefined || width(line) <= columns) return line;
  return `${[...line].slice(0, columns - 1).join("")}…`;
}

function width(text: string): number {
  return [...text].length;
}
