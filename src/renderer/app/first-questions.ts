import type { QueryClient } from "@tanstack/react-query";
import type { Client } from "../../shared/ipc/client.ts";
import { overviewQuestion } from "../features/overview/overview-question.ts";
import { resourcesQuestion } from "../features/resources/resources-question.ts";
import { minimapQuestion, timelinePageRows, timelineQuestion } from "../features/timeline/timeline-question.ts";
import { askAhead } from "./ask-ahead.ts";
import { PAGE_ROWS } from "./lists/use-pages.ts";
import type { Place } from "./places.ts";

/** Asks what the screen of a place will ask first, as soon as its project is open and while the screen itself is on its way. */
export function askFirstQuestions(client: Client, queries: QueryClient, place: Place): void {
  switch (place.screen) {
    case "overview":
      askAhead(client, queries, "overview.read", overviewQuestion());
      return;
    case "resources":
      askAhead(client, queries, "resources.query", { ...resourcesQuestion(place), offset: 0, limit: PAGE_ROWS });
      return;
    case "timeline":
    case "stream-timeline":
      askTimeline(client, queries, place.screen === "timeline" ? null : place.stream, place);
      return;
    case "view":
      askAhead(client, queries, "travel.track", { stream: place.stream });
      return;
    default:
      return;
  }
}

/** The first rows of a timeline, and its minimap. */
export function askTimeline(
  client: Client,
  queries: QueryClient,
  scope: string | null,
  place: Parameters<typeof timelineQuestion>[0],
): void {
  const rows = { ...timelineQuestion(place, scope, []), offset: 0, limit: timelinePageRows(place) };
  askAhead(client, queries, "timeline.query", rows);
  askAhead(client, queries, "timeline.minimap", minimapQuestion(scope, place.filter));
}
