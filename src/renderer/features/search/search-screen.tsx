import { Search, SearchX, TextSearch } from "lucide-react";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { SearchResult } from "../../../shared/ipc/model/search.ts";
import { useAskAhead } from "../../app/ask-ahead.ts";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { newsText } from "../../app/lists/news.ts";
import { SavedFilters } from "../../app/lists/saved-filters.tsx";
import { useFilterUndo } from "../../app/lists/use-filter-undo.ts";
import { navigate } from "../../app/location.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { useHeldAnswer } from "../../app/use-held-answer.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterField } from "../../ui/filter-field.tsx";
import { formatCount, formatDuration } from "../../ui/numbers.ts";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { SearchResults } from "./search-results.tsx";
import "./search.css";

/** Of each group, so that several of them are in sight; a list has all. */
const HITS = 12;

/** Everything in the project that holds the words, grouped by what it is, as one types. */
export function SearchScreen({ place }: ScreenProps<"search">) {
  const askAhead = useAskAhead();
  const text = place.q.trim();
  const { data, error, isPlaceholderData, refetch } = useCall(
    "search.query",
    { text, limit: HITS },
    { enabled: text !== "", keepPrevious: true, keepSame: true },
  );
  const onChange = useCallback(
    (q: string) => {
      // Asked at once, so that the answer is on its way while the page is drawn for the letter.
      if (q.trim() !== "") askAhead("search.query", { text: q.trim(), limit: HITS });
      navigate({ ...place, q, row: 0 }, { replace: true });
    },
    [askAhead, place],
  );
  const undo = useFilterUndo(place.q, onChange);
  const [hold, setHold] = useState(false);
  const held = useHeldAnswer(data?.groups, isPlaceholderData ? undefined : text, hold);
  const result = useMemo(
    () => (text === "" || data === undefined ? undefined : { ...data, groups: held.shown ?? data.groups }),
    [text, data, held.shown],
  );
  const hits = useMemo(() => result?.groups.flatMap(({ hits: found }) => found) ?? [], [result]);
  // A hit out of sight is drawn because it is chosen, and can take the focus only then.
  const wanted = useRef<number | null>(null);
  const choose = (row: number) => {
    wanted.current = row;
    navigate({ ...place, row }, { replace: true });
    document.getElementById(`hit-${row}`)?.focus();
  };
  useLayoutEffect(() => {
    if (wanted.current !== place.row) return;
    wanted.current = null;
    document.getElementById(`hit-${place.row}`)?.focus();
  }, [place.row]);

  const showNews = useSteady(() => {
    held.release();
    // The chip goes, and would take the focus with it.
    choose(0);
  });
  const { waiting } = held;
  useCommands(
    useMemo(
      () => (waiting ? [{ id: "list.newest", title: "Show what is new", group: "Lists", run: showNews }] : []),
      [waiting, showNews],
    ),
  );

  return (
    <>
      <Toolbar label="Search">
        <FilterField
          label="Search the whole project"
          placeholder="Search names, ids, users, types and text – also type:mark:added, user:ada, -word, wor*, /wo.d$/"
          value={place.q}
          onChange={onChange}
          problem={result?.filterProblem ?? null}
          onUndo={undo}
          onLeave={() => choose(place.row)}
          icon={<Search size={14} aria-hidden />}
          autoFocus
        />
        <SavedFilters list="search" place={place} current={text} onChoose={onChange} />
        <ToolbarSpace />
        <span
          className="muted figure"
          role="status"
          aria-busy={result === undefined || isPlaceholderData}
          data-filter={place.q}
        >
          {result === undefined || isPlaceholderData
            ? ""
            : `${formatCount(totalOf(result.groups))} found in ${formatDuration(result.durationMs)}`}
        </span>
      </Toolbar>
      {error !== null && result === undefined ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : text === "" ? (
        <EmptyState icon={<TextSearch size={28} strokeWidth={1.6} aria-hidden />} title="Search the whole project">
          <p>
            Names, ids, users, event types, and all text in payloads. Several words must all be there; put quotation
            marks around a phrase, and slashes around a regular expression, as in <code>/draft-\d+$/</code>. Capital and
            small letters are the same, and an expression looks at each line by itself.
          </p>
        </EmptyState>
      ) : result === undefined ? (
        <p className="late">Searching…</p>
      ) : hits.length === 0 ? (
        <EmptyState icon={<SearchX size={28} strokeWidth={1.6} aria-hidden />} title={`Nothing contains “${text}”`}>
          {result.filterProblem === null ? (
            <p>Fewer words, or a part of a word with * find more.</p>
          ) : (
            <p>{result.filterProblem.message} What could be read of the search was looked for.</p>
          )}
        </EmptyState>
      ) : (
        <SearchResults
          groups={result.groups}
          text={text}
          project={place.project}
          row={place.row}
          onChoose={choose}
          news={waiting ? newsText(totalOf(data?.groups ?? []) - totalOf(result.groups)) : null}
          onNews={showNews}
          onAttention={setHold}
        />
      )}
    </>
  );
}

function totalOf(groups: SearchResult["groups"]): number {
  return groups.reduce((sum, { total }) => sum + total, 0);
}
