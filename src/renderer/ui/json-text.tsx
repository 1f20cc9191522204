import type { ReactNode } from "react";
import "./json-text.css";
import type { JsonValue } from "../../shared/ipc/json-value.ts";
import { harmlessJsonText } from "../../shared/text/harmless-text.ts";

const TOKENS = /("(?:[^"\\]|\\.)*")(:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/** More would cost more to draw than colour helps, such as an embedding with a number a line. */
const MOST_COLOURED = 400;

/** A JSON value as indented text, in the colours of the tree; a long one in none. */
export function JsonText({ value }: { readonly value: JsonValue }) {
  const text = harmlessJsonText(JSON.stringify(value, null, 2));
  const parts: ReactNode[] = [];
  let from = 0;
  for (const token of text.matchAll(TOKENS)) {
    if (parts.length > 2 * MOST_COLOURED) return text;
    const [whole, string, colon = ""] = token;
    const kind = colon === ":" ? "key" : string !== undefined ? "string" : /^[tfn]/u.test(whole) ? "word" : "number";
    parts.push(
      text.slice(from, token.index),
      <span key={token.index} className={`json-text-${kind}`}>
        {whole.slice(0, whole.length - colon.length)}
      </span>,
    );
    from = token.index + whole.length - colon.length;
  }
  return [...parts, text.slice(from)];
}
