import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test("takes changes of one kind that follow each other as one", () => {
    const before = window.history.length;
    for (const filter of ["a", "ad", "ada"]) navigate(resources(filter), { merge: "filter" });
    expect(window.history.length).toBe(before + 1);
    expect(currentPlace()).toEqual(resources("ada"));

    vi.advanceTimersByTime(10_000);
    expect(window.location.hash).toBe("#/p/p1/resources?filter=ada");
    navigate(resources("ada l"), { merge: "filter" });
    navigate(resources("ada l b"));
    navigate(resources("ada l c"), { merge: "filter" });
    expect(window.history.length).toBe(before + 4);
  });

  test("hears of a change in place a moment later, and of no more than the last", () => {
    navigate(resources(""));
    const replace = vi.spyOn(window.history, "replaceState");
    for (const filter of ["a", "ad", "ada"]) navigate(resources(filter), { replace: true });
    expect(currentPlace()).toEqual(resources("ada"));
    expect(replace).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(replace).toHaveBeenCalledTimes(1);
    expect(window.location.hash).toBe("#/p/p1/resources?filter=ada");
    expect(currentPlace()).toEqual(resources("ada"));
  });

  test("hears of it before another entry begins", () => {
    navigate(resources(""));
    navigate(resources("ada"), { replace: true });
    const replace = vi.spyOn(window.history, "replaceState");
    navigate(WELCOME);
    expect(replace.mock.calls.map(([, , href]) => href)).toEqual(["#/p/p1/resources?filter=ada"]);
    expect(currentPlace()).toEqual(WELCOME);
    vi.runAllTimers();
    expect(currentPlace()).toEqual(WELCOME);
  });

  test("never hears of it when the address has become another one meanwhile", () => {
    navigate(resources(""));
    navigate(resources("ada"), { replace: true });
    window.history.pushState(null, "", "#/p/p1/timeline");
    expect(currentPlace()).toEqual(placeOf("timeline", { project: "p1" }));
    vi.runAllTimers();
    expect(window.location.hash).toBe("#/p/p1/timeline");
  });

  test("has no entry for going where one is", () => {
    navigate(resources("ada"));
    const before = window.history.length;
    navigate(resources("ada"));
    navigate(resources("x"), { replace: true });
    navigate(resources("x"));
    expect(window.history.length).toBe(before);
  });
});
