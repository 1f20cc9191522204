import { harmlessJsonText, harmlessLines, harmlessText } from "../../../shared/text/harmless-text.ts";

export { harmlessJsonText, harmlessLines, harmlessText };

/** As {@link harmlessJsonText}, for a value. */
export function harmlessJson(value: unknown, indent?: number): string {
  return harmlessJsonText(JSON.stringify(value, null, indent));
}
