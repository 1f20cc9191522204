import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { harmlessJsonText, shownText } from "../../../shared/text/harmless-text.ts";

const PREVIEW_LENGTH = 80;

/** The keys by which people recognise an object, most telling first. */
const TELLING_KEYS = ["name", "label", "title", "type", "@type", "value", "id", "@id", "source", "exact"];

/** What a folded object or array says of itself on one line. */
export function previewJson(value: JsonValue): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return "[ ]";
    return `[ ${shorten(value.slice(0, 8).map(previewChild), value.length > 8)} ]`;
  }
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value);
    if (keys.length === 0) return "{ }";
    const telling = [
      ...TELLING_KEYS.filter((key) => key in value),
      ...keys.filter((key) => !TELLING_KEYS.includes(key)),
    ];
    const shown = telling.slice(0, 5).map((key) => `${shownText(key)}: ${previewChild(value[key] ?? null)}`);
    return `{ ${shorten(shown, keys.length > 5)} }`;
  }
  return writeScalar(value, PREVIEW_LENGTH);
}

/** A text, number, boolean or null as JSON, cut after about `length` characters. */
export function writeScalar(value: string | number | boolean | null, length: number): string {
  if (typeof value !== "string") return String(value);
  const text =
    value.length > length ? `${JSON.stringify(value.slice(0, length)).slice(0, -1)}…"` : JSON.stringify(value);
  // JSON leaves characters as they are that turn around what stands beside them.
  return harmlessJsonText(text);
}

function previewChild(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 0 ? "[ ]" : "[…]";
  if (value !== null && typeof value === "object") return Object.keys(value).length === 0 ? "{ }" : "{…}";
  return writeScalar(value, 32);
}

function shorten(parts: readonly string[], more: boolean): string {
  let text = "";
  for (const [index, part] of parts.entries()) {
    const next = index === 0 ? part : `${text}, ${part}`;
    if (next.length > PREVIEW_LENGTH && index > 0) return `${text}, …`;
    text = next;
  }
  return more ? `${text}, …` : text;
}
