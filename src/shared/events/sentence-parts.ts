import { recordedText } from "./recorded-value.ts";

/** Parts of the sentences about events: whatever a log holds, each is a few plain words on one line. */

/** Gives names to ids where the caller knows them; `undefined` leaves the id as it is. */
export interface NameResolver {
  resource?(id: string): string | undefined;
  /** The text that an annotation marks. */
  annotation?(id: string): string | undefined;
}

const EXCERPT_LENGTH = 60;

/** Line breaks, control characters and bidirectional overrides would garble a line or a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** The text on one line, shortened in the middle of nothing: whole characters, with an ellipsis where it was cut. */
export function excerpt(text: string, length = EXCERPT_LENGTH): string {
  const characters = Array.from(
    text
      .slice(0, length * 4)
      .replace(UNPRINTABLE, " ")
      .trim(),
  );
  const isWhole = characters.length <= length && text.length <= length * 4;
  return isWhole
    ? characters.join("")
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}

export function plain(value: unknown): string {
  const text = recordedText(value);
  return text === undefined ? "something unreadable" : excerpt(text);
}

export function quote(value: unknown): string {
  const text = recordedText(value);
  if (text === undefined) return "something unnamed";
  return text === "" ? "an untitled resource" : `“${excerpt(text)}”`;
}

export function number(value: unknown): string {
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : "?";
}

/** ` (a, b)` of the parts that are texts; nothing without any. */
export function detail(parts: readonly unknown[]): string {
  const texts = parts.flatMap((part) => (typeof part === "string" && part !== "" ? [excerpt(part)] : []));
  return texts.length === 0 ? "" : ` (${texts.join(", ")})`;
}

export function resource(id: unknown, names: NameResolver): string {
  const text = recordedText(id);
  if (text === undefined) return "a resource";
  const name = names.resource?.(text);
  return name === undefined ? excerpt(text) : `“${excerpt(name)}”`;
}
