import { ChevronDown, ChevronsDownUp, ChevronsUpDown, ChevronUp, Search } from "lucide-react";
import { ALL_CLOSED, ALL_OPEN, type JsonFold } from "./json-fold.ts";

interface JsonTreeBarProps {
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly matches: number;
  /** Index of the match that the tree stands on, or -1. */
  readonly place: number;
  readonly onMatch: (step: 1 | -1) => void;
  /** How many values are pointed out in the whole tree. */
  readonly marked: number;
  readonly onMark: (step: 1 | -1) => void;
  readonly onFold: (fold: JsonFold) => void;
}

/** Search and folding above a tree. Enter and Shift-Enter go from match to match. */
export function JsonTreeBar({
  label,
  search,
  onSearch,
  matches,
  place,
  onMatch,
  marked,
  onMark,
  onFold,
}: JsonTreeBarProps) {
  return (
    <div className="json-tree-bar">
      <label className="json-tree-search">
        <Search size={13} aria-hidden />
        <input
          type="search"
          value={search}
          placeholder="Find in this value"
          aria-label={`Find in ${label}`}
          spellCheck={false}
          onChange={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onMatch(event.shiftKey ? -1 : 1);
            else if (event.key === "Escape" && search !== "") onSearch("");
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        {search !== "" && (
          <output className="json-tree-found">
            {matches === 0 ? "none" : `${place === -1 ? "–" : place + 1} of ${matches.toLocaleString("en")}`}
          </output>
        )}
      </label>
      {search !== "" && (
        <>
          <button
            type="button"
            className="json-tree-tool"
            aria-label="Previous match"
            title="Previous match (Shift-Enter)"
            disabled={matches === 0}
            onClick={() => onMatch(-1)}
          >
            <ChevronUp size={13} aria-hidden />
          </button>
          <button
            type="button"
            className="json-tree-tool"
            aria-label="Next match"
            title="Next match (Enter)"
            disabled={matches === 0}
            onClick={() => onMatch(1)}
          >
            <ChevronDown size={13} aria-hidden />
          </button>
        </>
      )}
      {marked > 0 && (
        <button type="button" className="json-tree-changes" title="Go to the next change (n)" onClick={() => onMark(1)}>
          {marked.toLocaleString("en")} changed <ChevronDown size={13} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className="json-tree-tool"
        aria-label="Unfold all"
        title="Unfold all"
        onClick={() => onFold(ALL_OPEN)}
      >
        <ChevronsUpDown size={13} aria-hidden />
      </button>
      <button
        type="button"
        className="json-tree-tool"
        aria-label="Fold all"
        title="Fold all"
        onClick={() => onFold(ALL_CLOSED)}
      >
        <ChevronsDownUp size={13} aria-hidden />
      </button>
    </div>
  );
}
