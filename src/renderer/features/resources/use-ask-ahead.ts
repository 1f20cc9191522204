import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useClient } from "../../app/client.tsx";
import { askTimeline } from "../../app/first-questions.ts";
import { placeOf } from "../../app/places.ts";

/** Asks for what the timeline of a selected resource will show, since it is likely to be opened next. */
export function useAskAhead(): (stream: string) => void {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    (stream) => askTimeline(client, queries, stream, placeOf("stream-timeline", { project: "", stream })),
    [client, queries],
  );
}
