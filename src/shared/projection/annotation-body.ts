import type { Annotation } from "../events/annotation.ts";
import { isRecordedObject, recordedField } from "../events/recorded-value.ts";

/** The parts of a body as a list; annotations with one part at times hold it bare. */
function bodyItems(annotation: Annotation): readonly unknown[] {
  const { body } = annotation;
  if (Array.isArray(body)) return body;
  return body === undefined || body === null ? [] : [body];
}

/** The annotation after a `mark:body-updated`. Operations that make no sense change nothing but the time. */
export function updateBody(annotation: Annotation, operations: unknown, timestamp: string | undefined): Annotation {
  const body = [...bodyItems(annotation)];
  for (const operation of Array.isArray(operations) ? operations : []) applyOperation(body, operation);
  return { ...annotation, body, ...(timestamp === undefined ? {} : { modified: timestamp }) };
}

function applyOperation(body: unknown[], operation: unknown): void {
  const item = recordedField(operation, "item");
  switch (recordedField(operation, "op")) {
    case "add": {
      if (isRecordedObject(item) && find(body, item) === -1) body.push(item);
      return;
    }
    case "remove": {
      const index = find(body, item);
      if (index !== -1) body.splice(index, 1);
      return;
    }
    case "replace": {
      const index = find(body, recordedField(operation, "oldItem"));
      const newItem = recordedField(operation, "newItem");
      if (index !== -1 && isRecordedObject(newItem)) body[index] = newItem;
      return;
    }
  }
}

function find(body: readonly unknown[], item: unknown): number {
  return body.findIndex((candidate) => isSameItem(candidate, item));
}

/** Parts without a purpose are the same as none, not even as themselves: so upstream wrote its views. */
function isSameItem(left: unknown, right: unknown): boolean {
  if (!isRecordedObject(left) || !isRecordedObject(right)) return false;
  const { type, purpose } = left;
  if (type !== right.type || purpose !== right.purpose || purpose === undefined) return false;
  if (type === "TextualBody") return left.value === right.value;
  return type === "SpecificResource" && left.source === right.source;
}
