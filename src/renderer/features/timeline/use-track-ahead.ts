import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useClient } from "../../app/client.tsx";
import { callKey } from "../../app/use-call.ts";

/** Asks for the track of a stream once an event of it is looked at: its time travel is likely to be opened next. */
export function useTrackAhead(stream: string | null): void {
  const client = useClient();
  const queries = useQueryClient();
  useEffect(() => {
    if (stream === null) return;
    // One that fails is asked again where it is shown, and then says so.
    void queries.prefetchQuery({
      queryKey: callKey("travel.track", { stream }),
      queryFn: () => client.call("travel.track", { stream }),
    });
  }, [client, queries, stream]);
}
