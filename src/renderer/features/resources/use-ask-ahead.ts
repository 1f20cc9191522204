import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useClient } from "../../app/client.tsx";
import { PAGE_ROWS } from "../../app/lists/use-pages.ts";
import { placeOf } from "../../app/places.ts";
import { callKey } from "../../app/use-call.ts";
import { minimapQuestion, timelineQuestion } from "../timeline/timeline-question.ts";

/** Asks for what the timeline of a selected resource will show, since it is likely to be opened next. */
export function useAskAhead(): (stream: string) => void {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    (stream) => {
      const place = placeOf("stream-timeline", { project: "", stream });
      const rows = { ...timelineQuestion(place, stream, []), offset: 0, limit: PAGE_ROWS };
      const minimap = minimapQuestion(stream, place.filter);
      // One that fails is asked again where it is shown, and then says so.
      void queries.prefetchQuery({
        queryKey: callKey("timeline.query", rows),
        queryFn: () => client.call("timeline.query", rows),
      });
      void queries.prefetchQuery({
        queryKey: callKey("timeline.minimap", minimap),
        queryFn: () => client.call("timeline.minimap", minimap),
      });
    },
    [client, queries],
  );
}
