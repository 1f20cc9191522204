import { type RefObject, useEffect } from "react";

const KEPT = 50;
const offsets = new Map<string, number>();

/** How far a list was scrolled when it was last shown; 0 when it was not. */
export function rememberedOffset(key: string): number {
  return offsets.get(key) ?? 0;
}

/** Remembers how far a list is scrolled, for coming back to it. */
export function useScrollMemory(viewport: RefObject<HTMLElement | null>, key: string): void {
  useEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    const onScroll = () => {
      offsets.delete(key);
      offsets.set(key, element.scrollTop);
      const [oldest] = offsets.keys();
      if (offsets.size > KEPT && oldest !== undefined) offsets.delete(oldest);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [viewport, key]);
}
