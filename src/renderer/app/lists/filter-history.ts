/** What a filter was before, and what was undone; the newest of each stands last. */
export interface FilterHistory {
  readonly past: readonly string[];
  readonly future: readonly string[];
  /** Of the last change, in milliseconds of any clock. */
  readonly at: number;
}

export const NO_HISTORY: FilterHistory = { past: [], future: [], at: Number.NEGATIVE_INFINITY };

/** Letters typed this soon after each other are one change. */
const TYPING_MS = 1500;
/** More letters at once were not typed: a facet was clicked, or a text put in. */
const MOST_TYPED = 4;
const MOST = 100;

/** After a person has changed a filter. */
export function afterChange(history: FilterHistory, from: string, to: string, now: number): FilterHistory {
  const isOneText = to !== "" && (to.startsWith(from) || from.startsWith(to));
  const isTyping = isOneText && Math.abs(to.length - from.length) <= MOST_TYPED && now - history.at < TYPING_MS;
  if (isTyping && history.past.length > 0 && history.future.length === 0) return { ...history, at: now };
  return { past: [...history.past, from].slice(-MOST), future: [], at: now };
}

/** After the last change was undone. */
export function afterUndo({ past, future }: FilterHistory, from: string): FilterHistory {
  return { past: past.slice(0, -1), future: [...future, from], at: Number.NEGATIVE_INFINITY };
}

/** After what was undone was done again. */
export function afterRedo({ past, future }: FilterHistory, from: string): FilterHistory {
  return { past: [...past, from], future: future.slice(0, -1), at: Number.NEGATIVE_INFINITY };
}
