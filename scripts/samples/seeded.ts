/** Random choices that are the same in every run. */
export interface Seeded {
  /** From 0, below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  /** A text of `length` characters of an alphabet. */
  text(length: number, alphabet: string): string;
}

const HEX = "0123456789abcdef";
const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** Mulberry32: 32 bits of state are plenty for a few thousand choices. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (values) => values[between(0, values.length - 1)] ?? values[0],
    text: (length, alphabet) => Array.from({ length }, () => alphabet[between(0, alphabet.length - 1)]).join(""),
  };
}

/** Thirty-two hex digits, as servers name resources. */
export function seededResourceId(random: Seeded): string {
  return random.text(32, HEX);
}

/** Twenty-one characters that are safe in addresses, as servers name annotations. */
export function seededAnnotationId(random: Seeded): string {
  return random.text(21, URL_SAFE);
}

/** In the form of a version 4 UUID, as servers name events. */
export function seededEventId(random: Seeded): string {
  const digits = random.text(30, HEX);
  const variant = random.pick(["8", "9", "a", "b"]);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(12, 15)}`,
    `${variant}${digits.slice(15, 18)}`,
    digits.slice(18),
  ].join("-");
}
