/**
 * Control characters, terminal escapes, line breaks and bidirectional overrides: harmless in a file, but on a terminal
 * they move the cursor, recolour, retitle or reorder what is read.
 */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** Text of unknown origin on one line of a terminal: what could do anything there is shown by its number. */
export function harmlessText(text: string): string {
  return text.replace(HARMFUL, (character) => (character === "\t" ? " " : `\\u{${hex(character)}}`));
}

/** As {@link harmlessText}, keeping the line breaks of text that we laid out ourselves. */
export function harmlessLines(text: string): string {
  return text.split("\n").map(harmlessText).join("\n");
}

/** JSON that a terminal shows as it is; the escapes are JSON's own, so that the value stays the same. */
export function harmlessJson(value: unknown, indent?: number): string {
  return harmlessJsonText(JSON.stringify(value, null, indent));
}

/** As {@link harmlessJson}, for JSON that is written already, or a part of it. */
export function harmlessJsonText(text: string): string {
  return text.replace(HARMFUL, (character) =>
    character === "\n" ? character : `\\u${hex(character).padStart(4, "0")}`,
  );
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
