import { type RefObject, useLayoutEffect } from "react";

/**
 * Gives a list the focus when its screen opens, so that its keys work at once: who came by keyboard goes on by keyboard. Not
 * when a person is already somewhere.
 */
export function useFirstFocus(list: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body || activeElement.id === "main") {
      list.current?.focus({ preventScroll: true });
    }
  }, [list]);
}
