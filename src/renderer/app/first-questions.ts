import { overviewQuestion } from "../features/overview/overview-question.ts";
import { resourcesQuestion } from "../features/resources/resources-question.ts";
import { minimapQuestion, timelinePageRows, timelineQuestion } from "../features/timeline/timeline-question.ts";
import type { AskAhead } from "./ask-ahead.ts";
import { PAGE_ROWS } from "./lists/use-pages.ts";
import type { Place } from "./places.ts";

/** Asks what the screen of a place will ask first, as soon as its project is open and while the screen itself is on its way. */
export function askFirstQuestions(askAhead: AskAhead, place: Place): void {
  switch (place.screen) {
    case "overview":
      askAhead("overview.read", overviewQuestion());
      return;
    case "resources":
      askAhead("resources.query", { ...resourcesQuestion(place), offset: 0, limit: PAGE_ROWS });
      return;
    case "timeline":
    case "stream-timeline":
      askTimeline(askAhead, place.screen === "timeline" ? null : place.stream, place);
      return;
    case "view":
      askAhead("travel.track", { stream: place.stream });
      return;
    default:
      return;
  }
}

/** The first rows of a timeline, then its minimap. */
export function askTimeline(
  askAhead: AskAhead,
  scope: string | null,
  place: Parameters<typeof timelineQuestion>[0],
  expanded: readonly string[] = [],
): void {
  const rows = { ...timelineQuestion(place, scope, expanded), offset: 0, limit: timelinePageRows(place) };
  askAhead("timeline.query", rows);
  askAhead("timeline.minimap", minimapQuestion(scope, place.filter));
}
