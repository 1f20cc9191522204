import { FileSearch } from "lucide-react";
import { useMemo, useState } from "react";
import type { HistoryRow } from "../../../../shared/ipc/model/history.ts";
import { ErrorPanel } from "../../../app/error-panel.tsx";
import { ListTable } from "../../../app/lists/list-table.tsx";
import { newsOf } from "../../../app/lists/news.ts";
import { rowsOf, usePages } from "../../../app/lists/use-pages.ts";
import { navigate } from "../../../app/location.ts";
import { type PlaceOf, placeOf } from "../../../app/places.ts";
import { classes } from "../../../ui/classes.ts";
import type { Column } from "../../../ui/data-table/column.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Timestamp } from "../../../ui/timestamp.tsx";
import { KnownSeverity } from "../known-severity.tsx";
import { StreamLimit } from "../stream-limit.tsx";

const COLUMNS: readonly Column<HistoryRow, string>[] = [
  {
    id: "severity",
    header: "Severity",
    width: 124,
    cell: ({ severity, acknowledged }) => <KnownSeverity severity={severity} acknowledged={acknowledged} />,
  },
  {
    id: "deed",
    header: "What was done",
    width: 168,
    grow: 2,
    cell: ({ deed, acknowledged }) => (
      <span className={classes("cut", acknowledged !== null && "acknowledged")} title={deed}>
        {deed}
      </span>
    ),
  },
  {
    id: "resource",
    header: "Resource",
    width: 76,
    grow: 1,
    cell: ({ resourceName, stream }) =>
      resourceName === null ? (
        <span className="faint">several</span>
      ) : (
        <span className="cut" title={stream ?? undefined}>
          {resourceName}
        </span>
      ),
  },
  {
    id: "commit",
    header: "Commit",
    width: 96,
    grow: 1.2,
    cell: ({ commit }) =>
      commit === null ? (
        <span className="muted">not committed</span>
      ) : (
        <span className="cut" title={commit.subject}>
          <code className="faint">{commit.id.slice(0, 7)}</code> {commit.subject}
        </span>
      ),
  },
  {
    id: "author",
    header: "Author",
    width: 84,
    grow: 0.6,
    cell: ({ commit }) => (
      <span className="cut" title={commit?.email}>
        {commit?.author ?? "–"}
      </span>
    ),
  },
  { id: "date", header: "Date", width: 172, cell: ({ commit }) => <Timestamp value={commit?.date ?? null} /> },
];

/** Beside a change that says its commit in full, what was done has the room. */
const COLUMNS_BESIDE: readonly Column<HistoryRow, string>[] = COLUMNS.filter(
  ({ id }) => id !== "commit" && id !== "author" && id !== "date",
);

export interface HistoryTableProps {
  readonly place: PlaceOf<"integrity">;
  go(change: Partial<PlaceOf<"integrity">>): void;
}

/** What commits did to the log beside appending to it; Enter goes to the record. */
export function HistoryTable({ place, go }: HistoryTableProps) {
  const { project, severity, stream } = place;
  const [hold, setHold] = useState(false);
  const pages = usePages(
    "history.changes",
    useMemo(() => ({ severity, stream }), [severity, stream]),
    { hold },
  );
  if (pages.error !== null && pages.any === undefined) return <ErrorPanel error={pages.error} onRetry={pages.retry} />;
  return (
    <>
      <StreamLimit stream={stream} onAll={() => go({ stream: null })} />
      <ListTable<HistoryRow, string>
        label="Changes of history"
        name="history"
        columns={place.change === null ? COLUMNS : COLUMNS_BESIDE}
        source={rowsOf(pages, pages.any?.total ?? 0)}
        rowId={({ id }) => id}
        selected={place.change}
        onSelect={({ id }) => go({ change: id })}
        onOpen={({ reference }) => {
          if (reference !== null)
            navigate(
              placeOf("stream-timeline", { project, stream: reference.stream, event: reference, detail: "hash" }),
            );
        }}
        empty={
          pages.any === undefined ? null : (
            <EmptyState icon={<FileSearch size={28} strokeWidth={1.6} aria-hidden />} title="No change of this kind" />
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
