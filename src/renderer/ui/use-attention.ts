import { type RefObject, useEffect } from "react";

/** How long a pointer that rests still counts as being about to click. */
const RESTING_MS = 2000;

/**
 * Tells when a person is in the middle of the rows: scrolled away from the top, or moving the pointer over them. Rows
 * should not move then.
 */
export function useAttention(
  viewport: RefObject<HTMLElement | null>,
  onAttention: ((attended: boolean) => void) | undefined,
): void {
  useEffect(() => {
    const element = viewport.current;
    if (element === null || onAttention === undefined) return;
    let pointing = false;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const tell = () => onAttention(pointing || element.scrollTop > 0);
    const point = (now: boolean) => {
      clearTimeout(resting);
      pointing = now;
      if (now) resting = setTimeout(point, RESTING_MS, false);
      tell();
    };
    const onMove = () => point(true);
    const onLeave = () => point(false);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerleave", onLeave);
    element.addEventListener("scroll", tell);
    return () => {
      clearTimeout(resting);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("scroll", tell);
    };
  }, [viewport, onAttention]);
}
