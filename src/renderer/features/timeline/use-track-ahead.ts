import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { askAhead } from "../../app/ask-ahead.ts";
import { useClient } from "../../app/client.tsx";

/** Asks for the track of a stream once an event of it is looked at: its time travel is likely to be opened next. */
export function useTrackAhead(stream: string | null): void {
  const client = useClient();
  const queries = useQueryClient();
  useEffect(() => {
    if (stream !== null) askAhead(client, queries, "travel.track", { stream });
  }, [client, queries, stream]);
}
