import type { REBUILD_CHANGES, RebuildItem } from "../../../shared/ipc/model/rebuild.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { ListTable } from "../../app/lists/list-table.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table/column.ts";
import { countOf } from "../../ui/numbers.ts";

type ChangeWord = (typeof REBUILD_CHANGES)[number];

const CHANGES: Readonly<Record<ChangeWord, { readonly sign: string; readonly label: string; readonly tone: Tone }>> = {
  added: { sign: "+", label: "Added", tone: "verified" },
  changed: { sign: "~", label: "Changed", tone: "explained" },
  stale: { sign: "!", label: "Stale", tone: "explained" },
  unchanged: { sign: "=", label: "Unchanged", tone: "unchained" },
};

export function ChangeMark({ change }: { readonly change: ChangeWord }) {
  const { sign, label, tone } = CHANGES[change];
  return (
    <Badge tone={tone} plain icon={<span aria-hidden="true">{sign}</span>}>
      {label}
    </Badge>
  );
}

const COLUMNS: readonly Column<RebuildItem, string>[] = [
  { id: "change", header: "Change", width: 96, cell: ({ change }) => <ChangeMark change={change} /> },
  {
    id: "label",
    header: "View",
    width: 160,
    grow: 2,
    cell: ({ label, problem }) => (
      <span className="cut" title={problem ?? label}>
        {label}
        {problem === null ? "" : ` (${problem})`}
      </span>
    ),
  },
  {
    id: "differences",
    header: "Values that differ",
    width: 120,
    align: "end",
    cell: ({ change, differences }) =>
      change === "added" ? (
        <span className="faint">new file</span>
      ) : change === "stale" ? (
        <span className="faint">no stream</span>
      ) : (
        countOf(differences, "value")
      ),
  },
  {
    id: "file",
    header: "File",
    width: 160,
    grow: 2,
    cell: ({ file }) => (
      <code className="cut muted" title={shownText(file)}>
        {shownText(file)}
      </code>
    ),
  },
];

/** Beside the change of a file, which names the file in full, its view has the room. */
const COLUMNS_BESIDE: readonly Column<RebuildItem, string>[] = COLUMNS.filter(({ id }) => id !== "file");

export interface ItemTableProps {
  readonly items: readonly RebuildItem[];
  readonly selected: string | null;
  onSelect(file: string): void;
}

/** The files that differ, largest change first. */
export function ItemTable({ items, selected, onSelect }: ItemTableProps) {
  return (
    <ListTable<RebuildItem, string>
      label="Files that differ"
      name="rebuild-items"
      columns={selected === null ? COLUMNS : COLUMNS_BESIDE}
      source={{ count: items.length, rowAt: (index) => items[index], showing: ignoreRange }}
      rowId={({ file }) => file}
      selected={selected}
      onSelect={({ file }) => onSelect(file)}
      onOpen={({ file }) => onSelect(file)}
      empty={<p className="muted rebuild-none">No file differs.</p>}
      autoFocus
    />
  );
}

/** All items are there already. */
function ignoreRange(): void {
  // Nothing to fetch.
}
