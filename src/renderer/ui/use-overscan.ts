import { useEffect, useRef, useState } from "react";

/** Longer than from one letter of a filter to the next, and shorter than it takes to begin to scroll. */
const QUIET_MS = 150;
const NOTHING = {};

/**
 * How many rows a list draws beyond the edges of what is in sight, so that scrolling finds them there. While an answer is new there are
 * none: what is in sight is there sooner without them.
 *
 * @param rows once the answer has stood for a moment
 * @param listed what the list is of, compared by identity: another one is another answer
 * @param isAwaited the answer to it is on its way, and the list still shows the one before
 */
export function useOverscan(rows: number, listed: unknown, isAwaited = false): number {
  const before = useRef(listed);
  const shown = isAwaited ? before.current : listed;
  before.current = shown;
  const [settled, setSettled] = useState<unknown>(NOTHING);
  const isSettled = settled === shown;
  useEffect(() => {
    if (isSettled) return;
    const timer = setTimeout(() => setSettled(shown), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isSettled, shown]);
  return isSettled ? rows : 0;
}
