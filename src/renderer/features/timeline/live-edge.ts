import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** How near to the end counts as being there, in pixels. */
const NEAR = 8;

export interface LiveEdgeInput {
  readonly viewport: RefObject<HTMLDivElement | null>;
  /** Height of all rows. */
  readonly height: number;
  /** Height of the part in sight. Known already: asking the element for it has the page laid out at every step of a scroll. */
  readonly shownHeight: number;
  /** How far the list is scrolled, in pixels; known already as well. */
  readonly offset: number;
  readonly count: number;
  readonly matching: number;
  readonly order: "oldest" | "newest";
  readonly question: string;
  readonly paused: boolean;
  /** The rows are still those of the question before. */
  readonly busy: boolean;
}

export interface LiveEdge {
  /** Events that arrived since the live end was last in sight. */
  readonly waiting: number;
  onScroll(): void;
  goToEdge(): void;
}

/**
 * Follows the end of a list at which new rows appear, as long as it is in sight and nobody paused; else keeps every row
 * where it is on the screen.
 */
export function useLiveEdge({
  viewport,
  height,
  shownHeight,
  offset,
  count,
  matching,
  order,
  question,
  paused,
  busy,
}: LiveEdgeInput): LiveEdge {
  const before = useRef({ question, height, count });
  const atEdge = useRef(order === "newest");
  const scrolled = useRef(offset);
  scrolled.current = offset;
  const [seen, setSeen] = useState({ question, matching });
  const following = !paused && atEdge.current;

  function isAtEdge(): boolean {
    const element = viewport.current;
    if (element === null) return false;
    return order === "newest" ? element.scrollTop <= NEAR : height - element.scrollTop - shownHeight <= NEAR;
  }

  function toEdge(): void {
    const element = viewport.current;
    if (element !== null) element.scrollTop = order === "newest" ? 0 : element.scrollHeight;
  }

  useLayoutEffect(() => {
    const element = viewport.current;
    const was = before.current;
    before.current = { question, height, count };
    if (element === null) return;
    if (was.question !== question) {
      if (scrolled.current !== 0) element.scrollTop = 0;
      atEdge.current = order === "newest";
      return;
    }
    if (count === was.count) return;
    if (following) {
      if (order === "oldest") element.scrollTop = element.scrollHeight;
    } else if (order === "newest" && count > was.count) {
      element.scrollTop += height - was.height;
    }
  }, [viewport, question, height, count, order, following]);

  // While the end is in sight, everything that arrives has been seen.
  const isNewQuestion = seen.question !== question;
  if (!busy && (isNewQuestion || (following && seen.matching !== matching))) setSeen({ question, matching });

  return {
    waiting: isNewQuestion ? 0 : Math.max(0, matching - seen.matching),
    onScroll() {
      const now = isAtEdge();
      if (now && !atEdge.current && !paused) setSeen({ question, matching });
      atEdge.current = now;
    },
    goToEdge() {
      atEdge.current = true;
      setSeen({ question, matching });
      toEdge();
    },
  };
}
