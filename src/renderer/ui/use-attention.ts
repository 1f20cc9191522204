import { type RefObject, useEffect } from "react";

/** How long a pointer that rests still counts as being about to click. */
const RESTING_MS = 2000;

/**
 * Tells when a person is in the middle of the rows: scrolled away from the top, moving the pointer over them, or with the focus on
 * something in them. Rows should not move then.
 *
 * @param frame around the rows and what stands over them
 * @param viewport in which the rows are scrolled
 * @param onAttention keep its identity
 */
export function useAttention(
  frame: RefObject<HTMLElement | null>,
  viewport: RefObject<HTMLElement | null>,
  onAttention: ((attended: boolean) => void) | undefined,
): void {
  useEffect(() => {
    const element = frame.current;
    const rows = viewport.current;
    if (element === null || rows === null || onAttention === undefined) return;
    let isPointing = false;
    let isFocused = false;
    const tell = () => onAttention(isPointing || isFocused || rows.scrollTop > 0);
    const endPointing = watchPointer(element, (now) => {
      isPointing = now;
      tell();
    });
    const onFocus = ({ type, target, relatedTarget }: FocusEvent) => {
      const focused = type === "focusin" ? target : relatedTarget;
      isFocused = focused instanceof Node && focused !== rows && element.contains(focused);
      tell();
    };
    rows.addEventListener("scroll", tell);
    element.addEventListener("focusin", onFocus);
    element.addEventListener("focusout", onFocus);
    return () => {
      endPointing();
      rows.removeEventListener("scroll", tell);
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("focusout", onFocus);
      onAttention(false);
    };
  }, [frame, viewport, onAttention]);
}

/** Tells when the pointer is moved over an element, and when it rests or has left. @param onPointing keep its identity */
export function usePointing(of: RefObject<HTMLElement | null>, onPointing: (isPointing: boolean) => void): void {
  useEffect(() => (of.current === null ? undefined : watchPointer(of.current, onPointing)), [of, onPointing]);
}

/** @returns what ends it */
function watchPointer(element: HTMLElement, onPointing: (isPointing: boolean) => void): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const point = (now: boolean) => {
    clearTimeout(resting);
    if (now) resting = setTimeout(point, RESTING_MS, false);
    onPointing(now);
  };
  const onMove = () => point(true);
  const onLeave = () => point(false);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerleave", onLeave);
  return () => {
    clearTimeout(resting);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerleave", onLeave);
  };
}
