import fc from "fast-check";
import { expect, test } from "vitest";
import { histories, storedStreams } from "../../testing/histories.ts";
import { parseView } from "./parse-view.ts";
import { projectView } from "./project-view.ts";
import { emptyView } from "./resource-view.ts";

test("every view that a projection makes is one, with the order of its fields kept", () => {
  fc.assert(
    fc.property(histories().map(storedStreams), (streams) => {
      for (const [id, events] of streams) {
        const text = JSON.stringify(projectView(id, events));
        const reading = parseView(JSON.parse(text));
        expect(reading.ok && JSON.stringify(reading.view)).toBe(text);
      }
    }),
  );
});

test.each<[string, unknown, string]>([
  ["nothing", undefined, "expected object"],
  ["an empty object", {}, "resource"],
  ["a list", [], "expected object"],
  [
    "a view without a version",
    { ...emptyView("r"), annotations: { resourceId: "r", annotations: [], updatedAt: "" } },
    "annotations.version",
  ],
  [
    "annotations that are none",
    { ...emptyView("r"), annotations: { ...emptyView("r").annotations, annotations: [5] } },
    "annotations.annotations.0",
  ],
])("%s is no view, and it says why", (_name, value, reason) => {
  expect(parseView(value)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});
