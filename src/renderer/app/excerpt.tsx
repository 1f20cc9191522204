import type { SearchHit } from "../../shared/ipc/model/search.ts";
import "./excerpt.css";

/** The text around a match, cut on both sides so that the match stays in sight. */
export function Excerpt({ hit: { before, match, after, field } }: { readonly hit: SearchHit }) {
  return (
    <span className="excerpt" title={`${field}: ${before}${match}${after}`}>
      <span className="excerpt-before">{onOneLine(before)}</span>
      <mark className="excerpt-match">{onOneLine(match)}</mark>
      <span className="excerpt-after">{onOneLine(after)}</span>
    </span>
  );
}

function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ");
}
