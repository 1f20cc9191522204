/**
 * Control characters, and those that reorder or hide text, as `\u{…}`: names and payloads come from a log that anybody
 * may have written, and a report must show them without obeying them.
 */
export function visibleText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not get through.
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );
}
