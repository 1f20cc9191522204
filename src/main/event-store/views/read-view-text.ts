import { parseView, type ViewReading } from "../../../shared/projection/parse-view.ts";

/** Reads the text of a view's file. */
export function readViewText(text: string): ViewReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: text.trim() === "" ? "it is empty" : `it is not JSON (${String(error)})` };
  }
  return parseView(value);
}
