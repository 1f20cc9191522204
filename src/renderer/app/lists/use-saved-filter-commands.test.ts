import { expect, test } from "vitest";
import type { SavedFilter } from "../../../shared/ipc/model/saved-filters.ts";
import { matchingCommands } from "../palette/matching-commands.ts";
import { placeOf, WELCOME } from "../places.ts";
import { savedFilterCommands } from "./use-saved-filter-commands.ts";

const FILTERS: readonly SavedFilter[] = [
  { id: "1", list: "resources", name: "Put away", text: "is:archived" },
  { id: "2", list: "events", name: "Failed jobs", text: "type:job:failed" },
];

test("saved filters are applied from everywhere, and sent and forgotten beside their list", () => {
  const forgotten: SavedFilter[] = [];
  const at = (place: Parameters<typeof savedFilterCommands>[1]) =>
    savedFilterCommands(FILTERS, place, (filter) => forgotten.push(filter));
  const titles = (place: Parameters<typeof savedFilterCommands>[1]) => at(place).map(({ title }) => title);
  const all = ["Resources: Put away", "Events: Failed jobs"];
  expect(titles(WELCOME)).toEqual([]);
  expect(titles(placeOf("overview", { project: "p" }))).toEqual(all);
  expect(titles(placeOf("search", { project: "p" }))).toEqual(all);
  expect(titles(placeOf("resources", { project: "p" }))).toEqual([
    ...all,
    "Copy link to the filter Put away",
    "Forget the filter Put away",
  ]);
  const ofTimeline = at(placeOf("stream-timeline", { project: "p", stream: "s" }));
  expect(matchingCommands(ofTimeline, "failed jobs").best[0]?.title).toBe("Events: Failed jobs");
  matchingCommands(ofTimeline, "forget failed").best[0]?.run();
  expect(forgotten).toEqual([FILTERS[1]]);
});
