import { FileSearch, Inbox } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { ResourceRow } from "../../../shared/ipc/model/resources.ts";
import { useAskAhead } from "../../app/ask-ahead.ts";
import { useClient } from "../../app/client.tsx";
import { type Command, useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { askTimeline } from "../../app/first-questions.ts";
import { ExportMenu } from "../../app/lists/export-menu.tsx";
import { FacetBar } from "../../app/lists/facet-bar.tsx";
import { ListFilterField } from "../../app/lists/list-filter-field.tsx";
import { ListTable } from "../../app/lists/list-table.tsx";
import { newsOf } from "../../app/lists/news.ts";
import { SavedFilters } from "../../app/lists/saved-filters.tsx";
import { useFilterUndo } from "../../app/lists/use-filter-undo.ts";
import { PAGE_ROWS, rowsOf, usePages } from "../../app/lists/use-pages.ts";
import { navigate } from "../../app/location.ts";
import { placeOf } from "../../app/places.ts";
import { useProject } from "../../app/project.tsx";
import { saveDocument } from "../../app/save-document.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { Button } from "../../ui/button.tsx";
import type { RowSource } from "../../ui/data-table/column.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import { RESOURCE_TABLE, type ResourceColumn } from "./resource-columns.tsx";
import { ResourceSummary } from "./resource-summary.tsx";
import { resourcesQuestion } from "./resources-question.ts";
import "./resources.css";

const ROWS_AWAITED = 24;

/** All resources of the project. */
export function ResourcesScreen({ place }: ScreenProps<"resources">) {
  const client = useClient();
  const askAhead = useAskAhead();
  const { resources } = useProject();
  const { filter, sort, direction, resource } = place;
  const [hold, setHold] = useState(false);
  const pages = usePages(
    "resources.query",
    useMemo(() => resourcesQuestion({ filter, sort, direction }), [filter, sort, direction]),
    { hold },
  );
  const page = pages.any;
  const withSystem = page?.total === resources + 1;
  const go = useCallback(
    (change: Partial<typeof place>) => navigate({ ...place, ...change }, { replace: true }),
    [place],
  );
  const onType = useCallback(
    (next: string) => {
      // Asked at once, so that the answer is on its way while the page is drawn for the letter.
      askAhead("resources.query", { ...resourcesQuestion({ ...place, filter: next }), offset: 0, limit: PAGE_ROWS });
      navigate({ ...place, filter: next }, { merge: "filter" });
    },
    [askAhead, place],
  );
  const onFilter = useCallback((next: string) => navigate({ ...place, filter: next }), [place]);
  const undo = useFilterUndo(filter, onFilter);
  // Until the first answer, rows without content; they show only when it takes long.
  const source: RowSource<ResourceRow> = rowsOf(pages, page?.matching ?? ROWS_AWAITED);

  useCommands(
    useMemo(
      () =>
        RESOURCE_TABLE.map(({ id, header }): Command => {
          const turned = sort === id && direction === "ascending";
          return {
            id: `resources.sort.${id}`,
            title: `Sort by ${header.toLowerCase()}${turned ? ", descending" : ""}`,
            group: "Lists",
            words: "order column",
            run: () => go({ sort: id, direction: turned ? "descending" : "ascending" }),
          };
        }),
      [sort, direction, go],
    ),
  );
  useCommands(
    useMemo(
      () =>
        resource === null
          ? []
          : [
              {
                id: "place.leave",
                title: "Close the summary",
                group: "This place",
                keys: ["Escape"],
                run: () => go({ resource: null }),
              },
            ],
      [resource, go],
    ),
  );

  if (pages.error !== null && page === undefined) return <ErrorPanel error={pages.error} onRetry={pages.retry} />;
  return (
    <>
      <Toolbar label="Filter resources">
        <ListFilterField
          list="resources"
          {...(page === undefined ? {} : { facets: page.facets })}
          label="Filter resources"
          placeholder="Filter: words, verdict:suspect, events:>10"
          value={filter}
          onChange={onType}
          problem={page?.filterProblem ?? null}
          onUndo={undo}
          onLeave={focusTable}
        />
        <SavedFilters list="resources" place={place} current={filter} onChoose={onFilter} />
        <FacetBar facets={page?.facets ?? []} filter={filter} onFilter={onFilter} />
        <ToolbarSpace />
        <span
          className="muted figure"
          role="status"
          aria-busy={pages.outdated}
          data-filter={filter}
          title={withSystem ? `${countOf(resources, "resource")} and the stream of the system` : undefined}
        >
          {page === undefined ? "" : counted(page.matching, page.total)}
        </span>
        <ExportMenu
          label="Export these resources"
          exportAs={async (format) =>
            saveDocument(await client.call("export.resources", { filter, sort: { column: sort, direction }, format }))
          }
        />
      </Toolbar>
      <SplitPane
        name="resources"
        sideLabel="Summary of the resource"
        share={0.3}
        main={
          <ListTable<ResourceRow, ResourceColumn>
            label="Resources"
            name="resources"
            columns={RESOURCE_TABLE}
            source={source}
            rowId={({ stream }) => stream}
            selected={resource}
            onSelect={({ stream }) => {
              go({ resource: stream });
              // It is likely to be opened next.
              askTimeline(askAhead, stream, placeOf("stream-timeline", { project: place.project, stream }));
            }}
            onOpen={({ stream }) => navigate(placeOf("stream-timeline", { project: place.project, stream }))}
            sort={{ column: sort, direction }}
            onSort={(next) => go({ sort: next.column, direction: next.direction })}
            empty={
              <NoRows
                filtered={(page?.total ?? 0) > 0}
                onClear={() => {
                  onFilter("");
                  focusTable();
                }}
              />
            }
            busy={pages.outdated}
            listed={JSON.stringify([filter, sort, direction])}
            news={newsOf(pages, ({ matching }) => matching)}
            onAttention={setHold}
            autoFocus
          />
        }
        side={
          resource === null ? null : (
            <ResourceSummary project={place.project} stream={resource} onClose={() => go({ resource: null })} />
          )
        }
      />
    </>
  );
}

function NoRows({ filtered, onClear }: { readonly filtered: boolean; onClear(): void }) {
  if (!filtered) {
    return (
      <EmptyState icon={<Inbox size={28} strokeWidth={1.6} aria-hidden />} title="There are no resources yet">
        <p>The log of this project has no events of resources. They appear here as soon as they are written.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FileSearch size={28} strokeWidth={1.6} aria-hidden />}
      title="No resource matches the filter"
      actions={<Button onPress={onClear}>Empty the filter</Button>}
    />
  );
}

/** Taken from the answer alone, so that it never says something about a question that is still open. */
function counted(matching: number, total: number): string {
  return matching === total ? formatCount(total) : `${formatCount(matching)} of ${formatCount(total)}`;
}

function focusTable(): void {
  document.querySelector<HTMLElement>("#main [role=grid]")?.focus();
}
