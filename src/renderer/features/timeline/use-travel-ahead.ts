import { useEffect } from "react";
import { useAskAhead } from "../../app/ask-ahead.ts";
import { PAGE_ROWS } from "../../app/lists/use-pages.ts";
import { useAskStepAhead } from "../time-travel/use-step-view.ts";

/** Who goes from event to event looks at none of them this long. */
const RESTED_MS = 100;

/**
 * Asks for what time travel shows first once an event of a stream is looked at: it is likely to be opened next.
 *
 * @param step the one that led to the state after the event; null while none is looked at
 */
export function useTravelAhead(stream: string | null, step: number | null): void {
  const askAhead = useAskAhead();
  const askStepAhead = useAskStepAhead();
  useEffect(() => {
    if (stream === null || step === null) return;
    const timer = setTimeout(() => {
      askAhead("travel.track", { stream });
      askAhead("travel.steps", { stream, offset: 0, limit: PAGE_ROWS });
      askStepAhead(stream, step);
    }, RESTED_MS);
    return () => clearTimeout(timer);
  }, [askAhead, askStepAhead, stream, step]);
}
