import { describe, expect, test } from "vitest";
import { isTouched } from "./refresh.ts";

const change = (streams: readonly string[], more = false) => ({
  streams: streams.map((stream) => ({ stream, events: 3, appended: 1, change: "grew" as const })),
  more,
});
const touched = (method: string, input: unknown, streams: readonly string[], more = false) =>
  isTouched({ queryKey: [method, input] }, change(streams, more));

describe("after a change of some streams", () => {
  test("answers about other streams stay", () => {
    expect(touched("travel.track", { stream: "a" }, ["b"])).toBe(false);
    expect(touched("travel.track", { stream: "a" }, ["b", "a"])).toBe(true);
    expect(touched("timeline.query", { scope: "a", filter: "" }, ["b"])).toBe(false);
  });

  test("answers about the whole project are asked again", () => {
    expect(touched("timeline.query", { scope: null, filter: "" }, ["b"])).toBe(true);
    expect(touched("integrity.findings", { stream: null }, ["b"])).toBe(true);
    expect(touched("overview.read", { buckets: 96 }, ["b"])).toBe(true);
  });

  test("everything is asked again when not all changed streams are named", () => {
    expect(touched("travel.track", { stream: "a" }, ["b"], true)).toBe(true);
  });

  test("what does not come from the files is never asked again", () => {
    expect(touched("application.read", {}, ["b"], true)).toBe(false);
    expect(touched("project.read", {}, ["b"])).toBe(false);
  });
});
