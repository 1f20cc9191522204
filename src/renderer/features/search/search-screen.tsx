import { Search, SearchX, TextSearch } from "lucide-react";
import { useCallback, useMemo } from "react";
import type { SearchHit, SearchResult } from "../../../shared/ipc/model/search.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { Excerpt } from "../../app/excerpt.tsx";
import { SavedFilters } from "../../app/lists/saved-filters.tsx";
import { useFilterUndo } from "../../app/lists/use-filter-undo.ts";
import { navigate } from "../../app/location.ts";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOfHit } from "../../app/place-of-hit.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterField } from "../../ui/filter-field.tsx";
import { handleListKey } from "../../ui/list-keys.ts";
import { formatCount, formatDuration } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import "./search.css";

const HITS = 50;
const GROUP_LABELS = {
  resources: "Resources",
  annotations: "Annotations",
  events: "Events",
  users: "Users",
  types: "Event types",
};

/** Everything in the project that holds the words, grouped by what it is, as one types. */
export function SearchScreen({ place }: ScreenProps<"search">) {
  const text = place.q.trim();
  const { data, error, isPlaceholderData, refetch } = useCall(
    "search.query",
    { text, limit: HITS },
    { enabled: text !== "", keepPrevious: true },
  );
  const onChange = useCallback((q: string) => navigate({ ...place, q, row: 0 }, { replace: true }), [place]);
  const undo = useFilterUndo(place.q, onChange);
  const result = text === "" ? undefined : data;
  const hits = useMemo(() => result?.groups.flatMap(({ hits: found }) => found) ?? [], [result]);
  const choose = (row: number) => {
    navigate({ ...place, row }, { replace: true });
    document.getElementById(`hit-${row}`)?.focus();
  };

  return (
    <>
      <Toolbar label="Search">
        <FilterField
          label="Search the whole project"
          placeholder="Search names, ids, users, types and text – also type:mark:added, user:ada, -word, wor*"
          value={place.q}
          onChange={onChange}
          problem={data?.filterProblem ?? null}
          onUndo={undo}
          onLeave={() => choose(place.row)}
          icon={<Search size={14} aria-hidden />}
          autoFocus
        />
        <SavedFilters list="search" place={place} current={text} onChoose={onChange} />
        <ToolbarSpace />
        <span className="muted figure" role="status" aria-busy={result === undefined || isPlaceholderData}>
          {result === undefined || isPlaceholderData
            ? ""
            : `${formatCount(result.groups.reduce((sum, { total }) => sum + total, 0))} found in ${formatDuration(result.durationMs)}`}
        </span>
      </Toolbar>
      {error !== null && result === undefined ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : text === "" ? (
        <EmptyState icon={<TextSearch size={28} strokeWidth={1.6} aria-hidden />} title="Search the whole project">
          <p>
            Names, ids, users, event types, and all text in payloads. Several words must all be there; put quotation
            marks around a phrase.
          </p>
        </EmptyState>
      ) : result === undefined ? (
        <p className="late">Searching…</p>
      ) : hits.length === 0 ? (
        <EmptyState icon={<SearchX size={28} strokeWidth={1.6} aria-hidden />} title={`Nothing contains “${text}”`}>
          <p>Fewer words, or a part of a word with * find more.</p>
        </EmptyState>
      ) : (
        <section
          aria-label="Results"
          className="search-results"
          onKeyDown={(event) => {
            handleListKey(event, { count: hits.length, active: place.row, pageRows: 10, onActivate: choose });
          }}
        >
          <Groups result={result} project={place.project} row={place.row} />
        </section>
      )}
    </>
  );
}

function Groups({
  result,
  project,
  row,
}: {
  readonly result: SearchResult;
  readonly project: string;
  readonly row: number;
}) {
  let at = 0;
  return result.groups
    .filter(({ hits }) => hits.length > 0)
    .map(({ group, hits, total, atLeast }) => (
      <section key={group} aria-label={GROUP_LABELS[group]} className="search-group">
        <h2 className="search-heading">
          {GROUP_LABELS[group]}
          <span className="figure faint">
            {atLeast ? "more than " : ""}
            {formatCount(total)}
            {hits.length < total ? `, first ${formatCount(hits.length)}` : ""}
          </span>
        </h2>
        <ul>
          {hits.map((hit) => {
            const index = at;
            at += 1;
            return (
              <li key={`${hit.title}-${hit.field}-${hit.stream ?? ""}-${hit.reference?.position ?? ""}-${index}`}>
                <Hit hit={hit} project={project} id={`hit-${index}`} reachable={index === row} />
              </li>
            );
          })}
        </ul>
      </section>
    ));
}

function Hit({
  hit,
  project,
  id,
  reachable,
}: {
  readonly hit: SearchHit;
  readonly project: string;
  readonly id: string;
  readonly reachable: boolean;
}) {
  return (
    <PlaceLink to={placeOfHit(hit, project)} className="search-hit" id={id} tabIndex={reachable ? 0 : -1}>
      <span className="search-title cut">{hit.title}</span>
      <span className="search-excerpt">
        <Excerpt hit={hit} />
      </span>
      <span className="search-where cut" title={hit.resourceName ?? hit.field}>
        {hit.resourceName ?? hit.field}
      </span>
      <span className="search-time">{hit.timestamp === null ? null : <Timestamp value={hit.timestamp} />}</span>
    </PlaceLink>
  );
}
