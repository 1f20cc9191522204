import { harmlessText } from "../../text/harmless-text.ts";

/** Text from the log, so that none of it is taken for markup, whether Markdown or HTML. */
export function inlineMarkdown(text: string): string {
  return harmlessText(text)
    .replace(/[\\`*_{}[\]#|<>&~@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("://", "&#58;//");
}

/** Text from the log as code. A character reference stays as it is in there, so the fence has to be the longer one. */
export function codeMarkdown(text: string): string {
  const shown = harmlessText(text).replaceAll("|", "\\|");
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map(({ length }) => length)));
  const pad = shown.startsWith("`") || shown.endsWith("`") || shown === "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}
