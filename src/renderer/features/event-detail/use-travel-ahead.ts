import { useEffect } from "react";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { EventRow } from "../../../shared/ipc/model/timeline.ts";
import { useAskAhead } from "../../app/ask-ahead.ts";
import { PAGE_ROWS } from "../../app/lists/use-pages.ts";
import { useAskStepAhead } from "../time-travel/use-step-view.ts";

/** Who goes from event to event looks at none of them this long. */
const RESTED_MS = 100;

/** Asks for what time travel shows first once an event of a resource is looked at: it is likely to be opened next. */
export function useTravelAhead(event: EventRow | undefined): void {
  const askAhead = useAskAhead();
  const askStepAhead = useAskStepAhead();
  const stream = event?.reference.stream;
  const step = event?.step;
  useEffect(() => {
    if (stream === undefined || step === undefined || stream === SYSTEM_STREAM) return;
    const timer = setTimeout(() => {
      askAhead("travel.track", { stream });
      askAhead("travel.steps", { stream, offset: 0, limit: PAGE_ROWS });
      askStepAhead(stream, step);
    }, RESTED_MS);
    return () => clearTimeout(timer);
  }, [askAhead, askStepAhead, stream, step]);
}
