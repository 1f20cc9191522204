/** More than any call of the page needs. */
const MOST_CHARACTERS = 1 << 20;
const MOST_VALUES = 50_000;
const DEEPEST = 64;

/**
 * Whether a message is small and plain enough to be looked at. Structured cloning brings what JSON does not: cycles, maps,
 * buffers, and objects without end.
 */
export function isAcceptable(message: unknown): boolean {
  let characters = 0;
  let values = 0;
  const isFine = (value: unknown, depth: number): boolean => {
    values += 1;
    if (values > MOST_VALUES || depth > DEEPEST) return false;
    if (typeof value === "string") {
      characters += value.length;
      return characters <= MOST_CHARACTERS;
    }
    if (typeof value === "bigint") return false;
    if (typeof value !== "object" || value === null) return true;
    if (Array.isArray(value)) return value.length <= MOST_VALUES && value.every((item) => isFine(item, depth + 1));
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    return Object.entries(value).every(([key, item]) => isFine(key, depth) && isFine(item, depth + 1));
  };
  return isFine(message, 0);
}
