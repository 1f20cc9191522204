import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { containsParts } from "../../../shared/filter/filter.ts";
import type { SoughtWords } from "./closeness.ts";

/** The part of a text that matched, with some of what stands around it. */
export interface Excerpt {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const AROUND = 60;
const DEEPEST = 32;

/** Where the first of the words stands in an event: the path of the value and the text around it. */
export function excerptOf(
  { event, metadata }: StoredEvent,
  words: SoughtWords,
): ({ readonly field: string } & Excerpt) | undefined {
  const { payload, ...fields } = event;
  return (
    find(payload, "payload", words, 0) ??
    find(fields.type, "type", words, 0) ??
    find(fields.userId, "user", words, 0) ??
    find(fields, "event", words, 0) ??
    find(metadata, "metadata", words, 0)
  );
}

function find(
  value: unknown,
  path: string,
  words: SoughtWords,
  depth: number,
): ({ readonly field: string } & Excerpt) | undefined {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value);
    const lower = text.toLowerCase();
    if (!words.some((parts) => containsParts(lower, parts))) return undefined;
    return { field: path, ...textExcerpt(text, words) };
  }
  if (typeof value !== "object" || value === null || depth > DEEPEST) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = find(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, words, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Cuts a text around the first word that it holds; from its start when it holds none. */
export function textExcerpt(text: string, words: SoughtWords): Excerpt {
  const lower = text.toLowerCase();
  for (const [first = ""] of words) {
    const from = lower.indexOf(first);
    // Some letters change their length in lower case; places would be off then.
    if (from === -1 || lower.length !== text.length) continue;
    const to = from + first.length;
    const start = Math.max(0, from - AROUND);
    const end = Math.min(text.length, to + AROUND);
    return {
      before: `${start > 0 ? "…" : ""}${text.slice(start, from)}`,
      match: text.slice(from, to),
      after: `${text.slice(to, end)}${end < text.length ? "…" : ""}`,
    };
  }
  return { before: text.slice(0, AROUND * 2), match: "", after: text.length > AROUND * 2 ? "…" : "" };
}
