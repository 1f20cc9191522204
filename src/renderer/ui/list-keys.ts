import type { KeyboardEvent } from "react";

export interface ListKeys {
  readonly count: number;
  /** The row that the keys start from; -1 for none. */
  readonly active: number;
  /** How many rows PageUp and PageDown pass. */
  readonly pageRows: number;
  onActivate(index: number): void;
  onOpen?(index: number): void;
}

/**
 * Keys of a list: arrows and j/k, Home, End, PageUp, PageDown; Enter opens.
 *
 * @returns whether the key was one of them
 */
export function handleListKey(
  event: KeyboardEvent,
  { count, active, pageRows, onActivate, onOpen }: ListKeys,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return false;
  if (event.key === "Enter") {
    if (onOpen === undefined || active < 0) return false;
    event.preventDefault();
    onOpen(active);
    return true;
  }
  const to = target(event.key, active, count, pageRows);
  if (to === null) return false;
  event.preventDefault();
  onActivate(Math.min(Math.max(to, 0), count - 1));
  return true;
}

function target(key: string, active: number, count: number, pageRows: number): number | null {
  switch (key) {
    case "ArrowDown":
    case "j":
      return active + 1;
    case "ArrowUp":
    case "k":
      return active < 0 ? count - 1 : active - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "PageDown":
      return active + pageRows;
    case "PageUp":
      return active - pageRows;
    default:
      return null;
  }
}
