import { readRecord } from "../../../shared/events/read-record.ts";
import { type JsonValue, jsonValueSchema } from "../../../shared/ipc/json-value.ts";
import { parseView } from "../../../shared/projection/parse-view.ts";
import { applyEvent } from "../../../shared/projection/resource-projection.ts";
import type { ResourceView } from "../../../shared/projection/resource-view.ts";

/** Views that were made here: they need not be judged again, which takes long for a large one. */
const made = new WeakMap<object, ResourceView>();

/**
 * The view after one more event, made here with the reducer that the host uses. What the event leaves as it was is
 * shared with the view before, so that steps through a large view cost neither the way to the host nor memory.
 *
 * @returns null when the view is none of a resource, or the event cannot be read: then the host has to be asked
 */
export function viewAfterEvent(view: JsonValue, stored: JsonValue): JsonValue | null {
  const reading = readRecord(stored);
  const before = knownView(view);
  if (!reading.ok || before === null) return null;
  const after = applyEvent(before, reading.stored.event);
  made.set(after, after);
  return jsonValueSchema.parse(after);
}

function knownView(view: JsonValue): ResourceView | null {
  const known = typeof view === "object" && view !== null ? made.get(view) : undefined;
  if (known !== undefined) return known;
  const reading = parseView(view);
  return reading.ok ? reading.view : null;
}
