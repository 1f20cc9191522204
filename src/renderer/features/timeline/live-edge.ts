import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** How near to the end counts as being there, in pixels. */
const NEAR = 8;

export interface LiveEdgeInput {
  readonly viewport: RefObject<HTMLDivElement | null>;
  /** Height of all rows. */
  readonly height: number;
  /** Height of the part in sight. */
  readonly shownHeight: number;
  /**
   * How far the list is scrolled, in pixels. Like the heights it is known already: asking the element for it has the page laid out
   * at every step of a scroll.
   */
  offset(): number;
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
  matching,
  order,
  question,
  paused,
  busy,
}: LiveEdgeInput): LiveEdge {
  const before = useRef({ question, height, matching });
  const [seen, setSeen] = useState({ question, matching });
  // What counts is whether the end was in sight before the list grew.
  const distance = order === "newest" ? offset() : before.current.height - offset() - shownHeight;
  const following = !paused && distance <= NEAR;

  useLayoutEffect(() => {
    const element = viewport.current;
    const was = before.current;
    before.current = { question, height, matching };
    if (element === null) return;
    if (was.question !== question) {
      if (offset() !== 0) element.scrollTop = 0;
      return;
    }
    // A group that is opened has more rows, and no new events.
    if (matching === was.matching) return;
    if (following) {
      if (order === "oldest") element.scrollTop = element.scrollHeight;
    } else if (order === "newest" && matching > was.matching) {
      element.scrollTop += height - was.height;
    }
  }, [viewport, question, height, matching, order, following, offset]);

  // While the end is in sight, everything that arrives has been seen.
  const isNewQuestion = seen.question !== question;
  if (!busy && (isNewQuestion || (following && seen.matching !== matching))) setSeen({ question, matching });

  return {
    waiting: isNewQuestion ? 0 : Math.max(0, matching - seen.matching),
    goToEdge() {
      setSeen({ question, matching });
      const element = viewport.current;
      if (element !== null) element.scrollTop = order === "newest" ? 0 : element.scrollHeight;
    },
  };
}
