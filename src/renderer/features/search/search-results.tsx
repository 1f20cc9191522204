import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useRef } from "react";
import type { SearchHit, SearchResult } from "../../../shared/ipc/model/search.ts";
import { Excerpt } from "../../app/excerpt.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOfHit } from "../../app/place-of-hit.ts";
import { handleListKey } from "../../ui/list-keys.ts";
import { listSize } from "../../ui/list-size.ts";
import { formatCount } from "../../ui/numbers.ts";
import { Timestamp } from "../../ui/timestamp.tsx";
import { useAttention } from "../../ui/use-attention.ts";
import { useOverscan } from "../../ui/use-overscan.ts";
import { WaitingChip } from "../../ui/waiting-chip.tsx";
import { placeOfGroup } from "./place-of-group.ts";

const ROW_HEIGHT = 28;
const HEADING_HEIGHT = 36;
const OVERSCAN = 8;
const GROUP_LABELS = {
  resources: "Resources",
  annotations: "Annotations",
  events: "Events",
  users: "Users",
  types: "Event types",
};

export interface SearchResultsProps {
  readonly groups: SearchResult["groups"];
  /** What was searched for. */
  readonly text: string;
  readonly project: string;
  /** The hit that keys start from, over all groups. */
  readonly row: number;
  onChoose(row: number): void;
  /** What waits while a person is in the middle of the hits, in a word or two; null for nothing. */
  readonly news: string | null;
  onNews(): void;
  /** Hits should not move while true. Keep its identity. */
  onAttention(attended: boolean): void;
}

/** What was found, by groups; only the hits in sight are drawn. */
export function SearchResults(props: SearchResultsProps) {
  const { groups, text, project, row, onChoose, news, onNews, onAttention } = props;
  const viewport = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useAttention(frame, viewport, onAttention);
  const overscan = useOverscan(OVERSCAN, groups);
  const shown = groups.filter(({ hits }) => hits.length > 0);
  const count = shown.reduce((sum, { hits }) => sum + hits.length, 0);
  let before = 0;
  let end = 0;
  return (
    <div ref={frame} className="search-frame">
      {news === null ? null : <WaitingChip text={news} onShow={onNews} />}
      <section
        ref={viewport}
        aria-label="Results"
        className="search-results"
        onKeyDown={(event) => {
          handleListKey(event, { count, active: row, pageRows: 10, onActivate: onChoose });
        }}
      >
        {shown.map((group) => {
          const first = before;
          before += group.hits.length;
          // Known, not asked for: the page would be laid out for every letter.
          const top = end + HEADING_HEIGHT;
          end = top + group.hits.length * ROW_HEIGHT;
          const all = group.hits.length < group.total ? placeOfGroup(group.group, text, project) : null;
          return (
            <section key={group.group} aria-label={GROUP_LABELS[group.group]} className="search-group">
              <h2 className="search-heading" style={{ height: HEADING_HEIGHT }}>
                {GROUP_LABELS[group.group]}
                <span className="figure faint">
                  {group.atLeast ? "more than " : ""}
                  {formatCount(group.total)}
                  {group.hits.length < group.total ? `, first ${formatCount(group.hits.length)}` : ""}
                </span>
                {all === null ? null : (
                  <PlaceLink to={all} className="search-all">
                    Show all<span className="visually-hidden"> {GROUP_LABELS[group.group].toLowerCase()}</span>
                  </PlaceLink>
                )}
              </h2>
              <Hits
                hits={group.hits}
                first={first}
                top={top}
                row={row}
                overscan={overscan}
                project={project}
                viewport={viewport}
              />
            </section>
          );
        })}
      </section>
    </div>
  );
}

interface HitsProps {
  readonly hits: readonly SearchHit[];
  /** The number of the first of them, over all groups. */
  readonly first: number;
  /** Pixels from the start of the results. */
  readonly top: number;
  readonly row: number;
  readonly overscan: number;
  readonly project: string;
  readonly viewport: RefObject<HTMLElement | null>;
}

function Hits({ hits, first, top, row, overscan, project, viewport }: HitsProps) {
  const own = row - first;
  const virtualizer = useVirtualizer({
    count: hits.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan,
    ...listSize("search"),
    scrollMargin: top,
    // The hit that takes the focus is there also when it is out of sight.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      return own >= 0 && own < hits.length && !inSight.includes(own)
        ? [...inSight, own].sort((left, right) => left - right)
        : inSight;
    },
  });
  return (
    <ul className="search-hits" style={{ height: hits.length * ROW_HEIGHT }}>
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const hit = hits[index];
        return hit === undefined ? null : (
          <li
            key={index}
            aria-posinset={index + 1}
            aria-setsize={hits.length}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <Hit hit={hit} project={project} id={`hit-${first + index}`} reachable={index === own} />
          </li>
        );
      })}
    </ul>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  readonly project: string;
  readonly id: string;
  readonly reachable: boolean;
}

function Hit({ hit, project, id, reachable }: HitProps) {
  return (
    <PlaceLink to={placeOfHit(hit, project)} className="search-hit" id={id} tabIndex={reachable ? 0 : -1}>
      <span className="search-title cut">{hit.title}</span>
      <span className="search-excerpt">
        <Excerpt hit={hit} />
      </span>
      <span className="search-where cut" title={hit.resourceName ?? undefined}>
        {hit.resourceName}
      </span>
      <span className="search-time">{hit.timestamp === null ? null : <Timestamp value={hit.timestamp} />}</span>
    </PlaceLink>
  );
}
