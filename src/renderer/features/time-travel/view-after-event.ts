import { readRecord } from "../../../shared/events/read-record.ts";
import { type JsonValue, jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import { parseView } from "../../../shared/projection/parse-view.ts";
import { applyEvent } from "../../../shared/projection/resource-projection.ts";

/**
 * The view after one more event, made here with the reducer that the host uses. What the event leaves as it was is
 * shared with the view before, so that steps through a large view cost neither the way to the host nor memory.
 *
 * @returns null when the view is none of a resource, or the event cannot be read: then the host has to be asked
 */
export function viewAfterEvent(view: JsonValue, stored: JsonValue): JsonValue | null {
  const reading = readRecord(stored);
  const before = parseView(view);
  if (!reading.ok || !before.ok) return null;
  return jsonValueSchema.parse(applyEvent(before.view, reading.stored.event));
}
