export type Cell = string | number | boolean | null;

/** Cells that a spreadsheet would take for a formula are kept from being one. */
const FORMULA = /^[=+\-@\t\r]/u;

/** A table as CSV (RFC 4180), with CRLF line ends. */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as Markdown; what would break out of a cell is escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.map(markdownCell).join(" | ")} |\n`;
  return line(header) + line(header.map(() => "---")) + rows.map(line).join("");
}

function markdownCell(cell: Cell): string {
  if (cell === "---") return cell;
  return String(cell ?? "")
    .replace(/[\\|<>`*_[\]]/gu, (character) => `\\${character}`)
    .replace(/\s+/gu, " ");
}
