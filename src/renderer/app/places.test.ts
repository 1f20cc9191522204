import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hrefOf, type Place, placeOf, readPlace, streamOf, WELCOME } from "./places.ts";

describe("addresses of places", () => {
  test("are short when everything has its default", () => {
    expect(hrefOf(WELCOME)).toBe("#/");
    expect(hrefOf(placeOf("resources", { project: "p1" }))).toBe("#/p/p1/resources");
    expect(hrefOf(placeOf("stream-timeline", { project: "p1", stream: "a/b" }))).toBe("#/p/p1/r/a%2Fb/timeline");
  });

  test("say what is selected, filtered and compared", () => {
    expect(
      hrefOf(
        placeOf("stream-timeline", {
          project: "p1",
          stream: "ab",
          filter: "type:mark",
          event: { stream: "ab", position: 4 },
        }),
      ),
    ).toBe("#/p/p1/r/ab/timeline?filter=type%3Amark&event=ab%3A4");
    expect(
      hrefOf(
        placeOf("difference", {
          project: "p1",
          stream: "ab",
          from: { kind: "step", step: 3 },
          to: { kind: "sequence", sequence: 9 },
        }),
      ),
    ).toBe("#/p/p1/r/ab/diff?from=3&to=sequence%3A9");
  });

  test("lead back to the place, whatever a stream or a filter is called", () => {
    const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    const position = fc.integer({ min: 1, max: 1e6 });
    const places: fc.Arbitrary<Place> = fc.oneof(
      fc.record({ project: words, filter: words }).map((given) => placeOf("resources", given)),
      fc
        .record({ project: words, stream: words, filter: words, position })
        .map(({ position: at, ...given }) =>
          placeOf("stream-timeline", { ...given, event: { stream: given.stream, position: at }, density: "records" }),
        ),
      fc
        .record({ project: words, stream: words, position })
        .map(({ position: step, ...given }) => placeOf("view", { ...given, at: { kind: "step", step } })),
      fc.record({ project: words, stream: words }).map((given) => placeOf("chain", given)),
      fc.record({ project: words, q: words }).map((given) => placeOf("search", given)),
    );
    fc.assert(
      fc.property(places, (place) => {
        expect(readPlace(hrefOf(place))).toEqual(place);
      }),
    );
  });

  test("that are damaged lead to the nearest place or to none", () => {
    expect(readPlace("#/p/p1")).toEqual(placeOf("overview", { project: "p1" }));
    expect(readPlace("#/p/p1/r/ab/view?at=yesterday")).toEqual(placeOf("view", { project: "p1", stream: "ab" }));
    expect(readPlace("#/p/p1/r/ab/view?at=time:2026-04-01T10:00:00Z")).toEqual(
      placeOf("view", { project: "p1", stream: "ab", at: { kind: "time", time: "2026-04-01T10:00:00Z" } }),
    );
    expect(readPlace("#/p/p1/timeline?event=ab")).toEqual(placeOf("timeline", { project: "p1" }));
    expect(readPlace("#/p/100%/overview")).toEqual(placeOf("overview", { project: "100%" }));
    for (const wrong of ["#/x", "#/p/p1/nowhere", "#/p/p1/toString", "#/p/p1/r/ab/timeline/more", "#/p/p1/chain"]) {
      expect(readPlace(wrong)).toBeNull();
    }
  });

  test("tell which stream they are about", () => {
    expect(streamOf(placeOf("chain", { project: "p", stream: "ab" }))).toBe("ab");
    expect(streamOf(placeOf("integrity", { project: "p", stream: "ab" }))).toBeNull();
  });
});
