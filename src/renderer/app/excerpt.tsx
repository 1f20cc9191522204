import type { SearchHit } from "../../shared/ipc/model/search.ts";
import "./excerpt.css";

/** The field that matched, and the text around the match, cut on both sides so that the match stays in sight. */
export function Excerpt({ hit: { before, match, after, field } }: { readonly hit: SearchHit }) {
  return (
    <span className="excerpt" title={`${field}: ${before}${match}${after}`}>
      <span className="excerpt-field">
        <bdi dir="ltr">{field}</bdi>
      </span>
      <span className="excerpt-before">
        {/* A common space at the end would be taken to the beginning of a line that runs from right to left. */}
        <bdi dir="ltr">{onOneLine(before).replace(/ $/u, "\u00a0")}</bdi>
      </span>
      <mark className="excerpt-match">{onOneLine(match)}</mark>
      <span className="excerpt-after">{onOneLine(after)}</span>
    </span>
  );
}

function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ");
}
