/** Looking at values that a log holds and nobody has checked. */

export type RecordedObject = Readonly<Record<string, unknown>>;

export function isRecordedObject(value: unknown): value is RecordedObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns a field of an object; `undefined` where there is no such object or field. */
export function recordedField(value: unknown, field: string): unknown {
  return isRecordedObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
}

/** @returns the value where it is text. */
export function recordedText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
