type Listener = (key: string, value: string) => void;

const chosen = new Set<Listener>();
const filled = new Set<() => void>();

/** What a person set before, or null. */
export function readRemembered(key: string): string | null {
  // Where there is no page, as in a test of a part, nothing is remembered.
  return typeof localStorage === "undefined" ? null : localStorage.getItem(key);
}

/** Remembers what a person set: how wide a column is, or in which colours the page is drawn. */
export function remember(key: string, value: string): void {
  if (localStorage.getItem(key) === value) return;
  localStorage.setItem(key, value);
  for (const listener of chosen) listener(key, value);
}

/** Takes values that are kept elsewhere, as far as this page has none of its own. */
export function fillRemembered(values: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(values)) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }
  for (const listener of filled) listener();
}

/** Hears of each value that a person sets from now on. @returns what ends it */
export function onRemembered(listener: Listener): () => void {
  chosen.add(listener);
  return () => chosen.delete(listener);
}

/** Hears when values came from elsewhere. @returns what ends it */
export function onFilled(listener: () => void): () => void {
  filled.add(listener);
  return () => filled.delete(listener);
}
