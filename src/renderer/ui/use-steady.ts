import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * A handler that keeps its identity and always does what the newest one does, so that what it is given to need not be
 * drawn again. Not to be called while rendering.
 */
export function useSteady<Given extends unknown[], Result>(
  handler: (...given: Given) => Result,
): (...given: Given) => Result {
  const newest = useRef(handler);
  useLayoutEffect(() => {
    newest.current = handler;
  });
  return useCallback((...given: Given) => newest.current(...given), []);
}
