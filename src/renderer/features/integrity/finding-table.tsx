import { FileSearch } from "lucide-react";
import { useMemo, useState } from "react";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import type { ListedFinding } from "../../../shared/ipc/model/integrity.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { ListTable } from "../../app/lists/list-table.tsx";
import { newsOf } from "../../app/lists/news.ts";
import { rowsOf, usePages } from "../../app/lists/use-pages.ts";
import { navigate } from "../../app/location.ts";
import { type PlaceOf, placeOf } from "../../app/places.ts";
import { classes } from "../../ui/classes.ts";
import type { Column } from "../../ui/data-table/column.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount } from "../../ui/numbers.ts";
import { KnownSeverity } from "./known-severity.tsx";
import { StreamLimit } from "./stream-limit.tsx";

const COLUMNS: readonly Column<ListedFinding, string>[] = [
  {
    id: "severity",
    header: "Severity",
    width: 124,
    cell: ({ finding, acknowledged }) => <KnownSeverity severity={finding.severity} acknowledged={acknowledged} />,
  },
  {
    id: "cause",
    header: "Cause",
    width: 76,
    grow: 1.3,
    cell: ({ finding, acknowledged }) => (
      <span className={classes("cut", acknowledged !== null && "acknowledged")}>
        {describeCause(finding.code, finding.cause).label}
      </span>
    ),
  },
  {
    id: "resource",
    header: "Resource",
    width: 76,
    grow: 1.2,
    cell: ({ resourceName, finding }) => (
      <span className="cut" title={finding.stream}>
        {resourceName}
      </span>
    ),
  },
  {
    id: "message",
    header: "What was found",
    width: 76,
    grow: 2.1,
    cell: ({ finding, acknowledged }) => (
      <span className={classes("cut", acknowledged === null ? "muted" : "acknowledged")} title={finding.message}>
        {acknowledged === null || acknowledged.note === ""
          ? finding.message
          : `“${acknowledged.note}” ${finding.message}`}
      </span>
    ),
  },
  {
    id: "line",
    header: "Line",
    width: 64,
    align: "end",
    cell: ({ finding }) => (finding.line === null ? "–" : formatCount(finding.line)),
  },
];

/** Beside a finding that says in full what was found, the cause has the room. */
const COLUMNS_BESIDE: readonly Column<ListedFinding, string>[] = COLUMNS.filter(({ id }) => id !== "message").map(
  (column) => (column.id === "cause" ? { ...column, width: 132, grow: 1.6 } : column),
);

export interface FindingTableProps {
  readonly place: PlaceOf<"integrity">;
  go(change: Partial<PlaceOf<"integrity">>): void;
}

/** Findings one by one; Enter goes to the record. */
export function FindingTable({ place, go }: FindingTableProps) {
  const { project, code, cause, severity, stream } = place;
  const [hold, setHold] = useState(false);
  const pages = usePages(
    "integrity.findings",
    useMemo(() => ({ code, cause, severity, stream }), [code, cause, severity, stream]),
    { hold },
  );
  if (pages.error !== null && pages.any === undefined) return <ErrorPanel error={pages.error} onRetry={pages.retry} />;
  return (
    <>
      <StreamLimit stream={stream} onAll={() => go({ stream: null })} />
      <ListTable<ListedFinding, string>
        label="Findings"
        name="findings"
        columns={place.finding === null ? COLUMNS : COLUMNS_BESIDE}
        source={rowsOf(pages, pages.any?.total ?? 0)}
        rowId={({ finding }) => finding.id}
        selected={place.finding}
        onSelect={({ finding }) => go({ finding: finding.id })}
        onOpen={({ reference }) => {
          if (reference !== null)
            navigate(
              placeOf("stream-timeline", { project, stream: reference.stream, event: reference, detail: "hash" }),
            );
        }}
        empty={
          pages.any === undefined ? null : (
            <EmptyState icon={<FileSearch size={28} strokeWidth={1.6} aria-hidden />} title="No finding of this kind" />
          )
        }
        busy={pages.outdated}
        news={newsOf(pages, ({ total }) => total)}
        onAttention={setHold}
        autoFocus
      />
    </>
  );
}
