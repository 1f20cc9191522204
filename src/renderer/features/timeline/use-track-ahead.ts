import { useEffect } from "react";
import { useAskAhead } from "../../app/ask-ahead.ts";

/** Asks for the track of a stream once an event of it is looked at: its time travel is likely to be opened next. */
export function useTrackAhead(stream: string | null): void {
  const askAhead = useAskAhead();
  useEffect(() => {
    if (stream !== null) askAhead("travel.track", { stream });
  }, [askAhead, stream]);
}
