import { FileClock, FileSearch } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import type { Facet } from "../../../shared/ipc/model/resources.ts";
import type { TimelineRow } from "../../../shared/ipc/model/timeline.ts";
import { useAskAhead } from "../../app/ask-ahead.ts";
import { useClient } from "../../app/client.tsx";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { askTimeline } from "../../app/first-questions.ts";
import { exportEvents } from "../../app/lists/export-events.ts";
import { FacetBar } from "../../app/lists/facet-bar.tsx";
import { ListCount } from "../../app/lists/list-count.tsx";
import { ListFilterField } from "../../app/lists/list-filter-field.tsx";
import { SavedFilters } from "../../app/lists/saved-filters.tsx";
import { useFilterUndo } from "../../app/lists/use-filter-undo.ts";
import { usePages } from "../../app/lists/use-pages.ts";
import { navigate } from "../../app/location.ts";
import { type PlaceOf, placeOf } from "../../app/places.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { BadLinePanel } from "../event-detail/bad-line-panel.tsx";
import { EventDetailPanel } from "../event-detail/event-detail-panel.tsx";
import { Minimap } from "./minimap.tsx";
import { type Shown, shownBy } from "./shown-row.ts";
import { TimelineList } from "./timeline-list.tsx";
import { timelinePageRows, timelineQuestion } from "./timeline-question.ts";
import { DENSITY_LABELS, TimelineTools } from "./timeline-tools.tsx";
import { useSought } from "./use-sought.ts";
import "./timeline.css";

/** Keeps its identity: the facets are drawn for new ones only. */
const NO_FACETS: readonly Facet[] = [];

type TimelinePlace = PlaceOf<"timeline"> | PlaceOf<"stream-timeline">;

/** The history of one resource, or of the project. */
export function Timeline({ place }: { readonly place: TimelinePlace }) {
  const client = useClient();
  const askAhead = useAskAhead();
  const { project, filter, order, density, event, finding } = place;
  const scope = place.screen === "stream-timeline" ? place.stream : null;
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  const [paused, setPaused] = useState(false);
  const input = useMemo(
    () => timelineQuestion({ filter, order, density }, scope, expanded),
    [scope, filter, order, density, expanded],
  );
  const pages = usePages("timeline.query", input, { pageRows: timelinePageRows(place) });
  const page = pages.any;

  const go = useCallback(
    (change: Partial<Omit<PlaceOf<"timeline">, "screen" | "project">>) =>
      navigate({ ...place, ...change }, { replace: true }),
    [place],
  );
  const change = useCallback(
    (next: Partial<Pick<TimelinePlace, "filter" | "order" | "density">>) => {
      // Asked at once, so that the answer is on its way while the page is drawn for the letter or the key.
      askTimeline(askAhead, scope, { filter, order, density, ...next }, expanded);
      go(next);
    },
    [askAhead, scope, filter, order, density, expanded, go],
  );
  const onFilter = useCallback((next: string) => change({ filter: next }), [change]);
  const undo = useFilterUndo(filter, onFilter);
  const shown = useMemo((): Shown | null => event ?? (finding === null ? null : { finding }), [event, finding]);
  const isListed = page !== undefined && !pages.outdated;
  const { reveal, onRevealed, seek, onChosen } = useSought(input, shown, isListed);
  const top = useRef<Shown | null>(null);
  const onOrder = useSteady((next: "oldest" | "newest") => {
    seek(shown === null ? null : { shows: shown, to: "middle" });
    change({ order: next });
  });
  const onDensity = useSteady((next: (typeof place)["density"]) => {
    // What is looked at stays in sight: the selected row, else the first one that is.
    if (shown !== null) seek({ shows: shown, to: "middle" });
    else seek(top.current === null ? null : { shows: top.current, to: "top" });
    change({ density: next });
  });
  const exportAs = useSteady((format: MethodInput<"export.events">["format"]) =>
    exportEvents(client, { scope, filter, order, format }),
  );
  const toggleGroup = useCallback(
    (id: string) => setExpanded((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id])),
    [],
  );

  const rowAt = (index: number): TimelineRow | undefined => {
    const found = pages.at(index);
    return found?.page.rows[found.place];
  };

  useCommands(
    useMemo(
      () => [
        ...(shown === null
          ? []
          : [
              {
                id: "place.leave",
                title: event === null ? "Close the line" : "Close the event",
                group: "This place" as const,
                keys: ["Escape"],
                run: () => go({ event: null, finding: null }),
              },
            ]),
        {
          id: "timeline.order",
          title: order === "newest" ? "Show oldest events first" : "Show newest events first",
          group: "Lists" as const,
          run: () => onOrder(order === "newest" ? "oldest" : "newest"),
        },
        {
          id: "timeline.pause",
          title: paused ? "Follow new events" : "Pause: keep the list as it is",
          group: "Lists" as const,
          keys: ["f"],
          run: () => setPaused(!paused),
        },
        ...DENSITY_LABELS.map(({ value, label }, index) => ({
          id: `timeline.density.${value}`,
          title: `Timeline density: ${label.toLowerCase()}`,
          group: "Lists" as const,
          keys: [String(index + 1)],
          run: () => onDensity(value),
        })),
      ],
      [event, shown, order, paused, go, onOrder, onDensity],
    ),
  );

  function select(row: TimelineRow): void {
    const next = shownBy(row) ?? null;
    onChosen(next);
    if (next !== null && "finding" in next) go({ event: null, finding: next.finding });
    else go({ event: next, finding: null });
  }

  function open(row: TimelineRow): void {
    if (row.kind === "group") toggleGroup(row.id);
    else if (row.kind === "malformed") navigate(placeOf("integrity", { project, finding: row.findingId }));
    else if (scope === null)
      navigate(placeOf("stream-timeline", { project, stream: row.reference.stream, event: row.reference }));
    else navigate(placeOf("view", { project, stream: scope, at: { kind: "step", step: row.step } }));
  }

  if (pages.error !== null && page === undefined) return <ErrorPanel error={pages.error} onRetry={pages.retry} />;
  return (
    <>
      <Toolbar label="Filter events">
        <ListFilterField
          list="events"
          {...(page === undefined ? {} : { facets: page.facets })}
          label="Filter events"
          placeholder="Filter: words, user:ana, has:finding, -type:job*"
          value={filter}
          onChange={onFilter}
          problem={page?.filterProblem ?? null}
          onUndo={undo}
          onLeave={focusList}
        />
        <SavedFilters list="events" place={place} current={filter} onChoose={onFilter} />
        <FacetBar facets={page?.facets ?? NO_FACETS} filter={filter} onFilter={onFilter} />
        <ToolbarSpace />
        <ListCount of={page} filter={filter} busy={pages.outdated} />
        <TimelineTools
          paused={paused}
          order={order}
          density={density}
          onPaused={setPaused}
          onOrder={onOrder}
          onDensity={onDensity}
          exportAs={exportAs}
        />
      </Toolbar>
      <Minimap scope={scope} filter={filter} onFilter={onFilter} />
      <SplitPane
        name="timeline"
        sideLabel={event === null ? "Line" : "Event"}
        share={0.42}
        main={
          page === undefined ? null : page.rowCount === 0 ? (
            <NoRows
              filtered={page.total > 0}
              problem={page.filterProblem?.message ?? null}
              onClear={() => onFilter("")}
            />
          ) : (
            <TimelineList
              count={page.rowCount}
              rowAt={rowAt}
              showing={pages.showing}
              density={pages.answered.density}
              order={pages.answered.order}
              matching={page.matching}
              question={`${scope} ${order} ${density} ${filter}`}
              withResource={scope === null}
              selected={shown}
              paused={paused}
              onSelect={select}
              onOpen={open}
              onToggleGroup={toggleGroup}
              onResume={() => setPaused(false)}
              reveal={reveal}
              onRevealed={onRevealed}
              top={top}
              busy={pages.outdated}
            />
          )
        }
        side={
          event !== null ? (
            <EventDetailPanel
              project={project}
              reference={event}
              detail={place.detail}
              onDetail={(detail) => go({ detail })}
              onClose={() => go({ event: null })}
            />
          ) : finding !== null ? (
            <BadLinePanel project={project} finding={finding} onClose={() => go({ finding: null })} />
          ) : null
        }
      />
    </>
  );
}

interface NoRowsProps {
  readonly filtered: boolean;
  /** What the filter could not be understood by. */
  readonly problem: string | null;
  onClear(): void;
}

function NoRows({ filtered, problem, onClear }: NoRowsProps) {
  if (!filtered) {
    return (
      <EmptyState icon={<FileClock size={28} strokeWidth={1.6} aria-hidden />} title="There are no events yet">
        <p>They appear here as soon as they are written to the log.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FileSearch size={28} strokeWidth={1.6} aria-hidden />}
      title="No event matches the filter"
      actions={<Button onPress={onClear}>Empty the filter</Button>}
    >
      {problem === null ? null : <p>{problem}</p>}
    </EmptyState>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>("#main [role=treegrid]")?.focus();
}
