/**
 * What does something to the text around it instead of being read: control characters and terminal escapes, line breaks,
 * characters that reorder or hide others, halves of surrogate pairs. In a record they may be an attack on who reads it, be that on
 * the page, in a terminal or in a report. Joiners are not among them: without them letters and emoji fall apart.
 */
const HARMFUL =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Text of unknown origin on one line: what could do anything there is shown by its number. */
export function harmlessText(text: string): string {
  return text.replace(HARMFUL, (character) => (character === "\t" ? " " : `\\u{${hex(character)}}`));
}

/** As {@link harmlessText}, for a page, where line breaks are harmless and read as spaces. */
export function shownText(text: string): string {
  return harmlessText(text.replace(/[\r\n]+/gu, " "));
}

/** As {@link harmlessText}, keeping line breaks. */
export function harmlessLines(text: string): string {
  return text.split("\n").map(harmlessText).join("\n");
}

/** JSON that shows as it is; the escapes are JSON's own, so that the value stays the same. Line breaks stay. */
export function harmlessJsonText(text: string): string {
  return text.replace(HARMFUL, (character) =>
    character === "\n" ? character : `\\u${hex(character).padStart(4, "0")}`,
  );
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
