import { useState } from "react";
import { previewJson, writeScalar } from "./json-preview.ts";
import type { JsonRow } from "./json-rows.ts";

const SHOWN = 200;

/** A value on its line: scalars in full up to a length, the rest as what they hold. */
export function drawValue(row: JsonRow, search: string) {
  const { value } = row;
  if (value !== null && typeof value === "object") {
    const count = row.children ?? 0;
    const noun = Array.isArray(value) ? (count === 1 ? "item" : "items") : count === 1 ? "key" : "keys";
    return (
      <span className="json-preview">
        {/* An empty one has no lines of its own that could show it. */}
        {(!row.open || count === 0) && <span className="json-inside">{previewJson(value)}</span>}
        {count > 0 && (
          <span className="json-count">
            {count.toLocaleString("en")} {noun}
          </span>
        )}
      </span>
    );
  }
  if (typeof value === "string" && value.length > SHOWN) return <LongText value={value} search={search} />;
  return (
    <span className="json-value" data-kind={value === null ? "null" : typeof value}>
      {highlighted(writeScalar(value, SHOWN), search)}
    </span>
  );
}

function LongText({ value, search }: { readonly value: string; readonly search: string }) {
  const [whole, setWhole] = useState(false);
  return (
    <span className="json-value" data-kind="string">
      {highlighted(writeScalar(value, whole ? Number.POSITIVE_INFINITY : SHOWN), search)}
      <button type="button" tabIndex={-1} className="json-more" onClick={() => setWhole(!whole)}>
        {whole ? "less" : `all ${value.length.toLocaleString("en")} characters`}
      </button>
    </span>
  );
}

function highlighted(text: string, search: string) {
  const wanted = search.trim().toLowerCase();
  const place = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted);
  if (place === -1) return text;
  return (
    <>
      {text.slice(0, place)}
      <mark>{text.slice(place, place + wanted.length)}</mark>
      {text.slice(place + wanted.length)}
    </>
  );
}
