import { beforeEach, describe, expect, test, vi } from "vitest";
import { absoluteLink, currentPlace, navigate } from "./location.ts";
import { placeOf, WELCOME } from "./places.ts";

const resources = (filter: string) => placeOf("resources", { project: "p1", filter });

beforeEach(() => {
  window.history.pushState(null, "", "#/");
});

describe("where the app is", () => {
  test("stands in the address", () => {
    navigate(resources("ada"));
    expect(window.location.hash).toBe("#/p/p1/resources?filter=ada");
    expect(currentPlace()).toEqual(resources("ada"));
    expect(currentPlace()).toBe(currentPlace());
    navigate(WELCOME);
    expect(currentPlace()).toEqual(WELCOME);
  });

  test("is sent as a link to the same page", () => {
    expect(absoluteLink(resources(""))).toBe(new URL("#/p/p1/resources", window.location.href).href);
  });
});

describe("the history", () => {
  test("takes changes of one kind that follow each other as one", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(0);
    const push = vi.spyOn(window.history, "pushState");
    const replace = vi.spyOn(window.history, "replaceState");
    for (const filter of ["a", "ad", "ada"]) navigate(resources(filter), { merge: "filter" });
    expect([push.mock.calls.length, replace.mock.calls.length]).toEqual([1, 2]);

    now.mockReturnValue(10_000);
    navigate(resources("ada l"), { merge: "filter" });
    navigate(resources("ada l b"));
    navigate(resources("ada l c"), { merge: "filter" });
    expect([push.mock.calls.length, replace.mock.calls.length]).toEqual([4, 2]);
    vi.restoreAllMocks();
  });

  test("has no entry for going where one is", () => {
    navigate(resources("ada"));
    const before = window.history.length;
    navigate(resources("ada"));
    expect(window.history.length).toBe(before);
  });
});
