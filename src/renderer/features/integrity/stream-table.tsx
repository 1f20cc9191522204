import { useMemo, useState } from "react";
import { VERDICT_WORDS, type Verdict } from "../../../shared/integrity/verdict.ts";
import type { IntegrityReport, StreamVerdict } from "../../../shared/ipc/model/integrity.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { ListTable } from "../../app/lists/list-table.tsx";
import { newsOf } from "../../app/lists/news.ts";
import { rowsOf, usePages } from "../../app/lists/use-pages.ts";
import { navigate } from "../../app/location.ts";
import { VerdictMark } from "../../app/marks/marks.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { type ChoiceCommand, useChoiceCommands } from "../../app/use-choice-commands.ts";
import { Choice } from "../../ui/choice.tsx";
import type { Column } from "../../ui/data-table/column.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount } from "../../ui/numbers.ts";

export interface StreamTableProps {
  readonly project: string;
  readonly verdict: Verdict | null;
  readonly verdicts: IntegrityReport["verdicts"];
  onVerdict(verdict: Verdict | null): void;
}

/** Every stream with its verdict, worst first; Enter draws its chain. */
export function StreamTable({ project, verdict, verdicts, onVerdict }: StreamTableProps) {
  const [hold, setHold] = useState(false);
  const pages = usePages(
    "integrity.streams",
    useMemo(() => ({ verdict }), [verdict]),
    { hold },
  );
  const [selected, setSelected] = useState<string | null>(null);
  const options = useMemo(
    (): readonly (ChoiceCommand<Verdict | "all"> & { readonly label: string })[] => [
      { value: "all", label: "All", title: "Show streams of every verdict" },
      ...verdicts
        .filter(({ streams }) => streams > 0)
        .map(({ verdict: one, streams }) => ({
          value: one,
          label: `${VERDICT_WORDS[one].label} ${formatCount(streams)}`,
          title: `Show streams with the verdict ${VERDICT_WORDS[one].label.toLowerCase()}`,
        })),
    ],
    [verdicts],
  );
  const choose = (next: Verdict | "all") => onVerdict(next === "all" ? null : next);
  useChoiceCommands({ id: "streams.verdict", options, value: verdict ?? "all", onChange: choose });
  const [firstBad, setFirstBad] = useState<StreamVerdict["firstBad"]>(null);
  useCommands(
    useMemo((): readonly Command[] => {
      if (firstBad === null) return [];
      const to = placeOf("stream-timeline", { project, stream: firstBad.stream, event: firstBad, detail: "hash" });
      const title = "First bad record of the selected stream";
      return [{ id: "streams.first-bad", title, group: "Lists", keys: ["b"], run: () => navigate(to) }];
    }, [project, firstBad]),
  );
  const columns = useMemo(() => streamColumns(project), [project]);
  if (pages.error !== null && pages.any === undefined) return <ErrorPanel error={pages.error} onRetry={pages.retry} />;
  return (
    <>
      <div className="stream-verdicts">
        <Choice label="Verdict" options={options} value={verdict ?? "all"} onChange={choose} />
      </div>
      <ListTable<StreamVerdict, string>
        label="Streams by verdict"
        name="stream-verdicts"
        columns={columns}
        source={rowsOf(pages, pages.any?.total ?? 0)}
        rowId={({ stream }) => stream}
        selected={selected}
        onSelect={({ stream, firstBad: bad }) => {
          setSelected(stream);
          setFirstBad(bad);
        }}
        onOpen={({ stream }) => navigate(placeOf("chain", { project, stream }))}
        empty={
          pages.any === undefined ? null : (
            <EmptyState title={verdict === null ? "There are no streams yet" : "No stream has this verdict"} />
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

function streamColumns(project: string): readonly Column<StreamVerdict, string>[] {
  const count = (id: "suspect" | "explained" | "info", header: string): Column<StreamVerdict, string> => ({
    id,
    header,
    width: 84,
    align: "end",
    cell: ({ counts }) => (counts[id] === 0 ? <span className="faint">–</span> : formatCount(counts[id])),
  });
  return [
    { id: "verdict", header: "Verdict", width: 112, cell: ({ verdict }) => <VerdictMark verdict={verdict} plain /> },
    {
      id: "name",
      header: "Resource",
      width: 140,
      grow: 2,
      cell: ({ name, stream }) => (
        <span className="cut" title={stream}>
          {name}
        </span>
      ),
    },
    { id: "events", header: "Events", width: 72, align: "end", cell: ({ events }) => formatCount(events) },
    count("suspect", "Suspect"),
    count("explained", "Explained"),
    count("info", "Notices"),
    {
      id: "ways",
      header: "Go to",
      width: 176,
      cell: ({ stream, firstBad }) => (
        <span className="stream-ways">
          <PlaceLink to={placeOf("chain", { project, stream })} tabIndex={-1}>
            Chain
          </PlaceLink>
          {firstBad === null ? null : (
            <PlaceLink
              to={placeOf("stream-timeline", { project, stream, event: firstBad, detail: "hash" })}
              tabIndex={-1}
            >
              First bad record
            </PlaceLink>
          )}
        </span>
      ),
    },
  ];
}
