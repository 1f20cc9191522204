import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { absoluteLink, currentPlace, goBack, navigate, usePlace } from "./location.ts";
import { placeOf, WELCOME } from "./places.ts";

const resources = (filter: string) => placeOf("resources", { project: "p1", filter });

beforeEach(() => {
  vi.useFakeTimers();
  window.history.pushState(null, "", "#/");
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("where the app is", () => {
  test("stands in the address", () => {
    navigate(resources("ada"));
    expect(currentPlace()).toEqual(resources("ada"));
    expect(currentPlace()).toBe(currentPlace());
    vi.runAllTimers();
    expect(window.location.hash).toBe("#/p/p1/resources?filter=ada");
    expect(currentPlace()).toEqual(resources("ada"));
    navigate(WELCOME);
    expect(currentPlace()).toEqual(WELCOME);
  });

  test("is sent as a link to the same page", () => {
    expect(absoluteLink(resources(""))).toBe(new URL("#/p/p1/resources", window.location.href).href);
  });
});

describe("the history", () => {
  test("takes changes of one kind that follow each other as one", () => {
    const before = window.history.length;
    for (const filter of ["a", "ad", "ada"]) navigate(resources(filter), { merge: "filter" });
    vi.advanceTimersByTime(200);
    expect(window.history.length).toBe(before + 1);
    expect(currentPlace()).toEqual(resources("ada"));

    vi.advanceTimersByTime(10_000);
    expect(window.location.hash).toBe("#/p/p1/resources?filter=ada");
    navigate(resources("ada l"), { merge: "filter" });
    navigate(resources("ada l b"));
    navigate(resources("ada l c"), { merge: "filter" });
    vi.runAllTimers();
    expect(window.history.length).toBe(before + 4);
  });

  test("hears of a change in place a moment later, and of no more than the last", () => {
    navigate(resources(""));
    vi.runAllTimers();
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
    vi.runAllTimers();
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
    vi.runAllTimers();
    navigate(resources("ada"), { replace: true });
    window.history.pushState(null, "", "#/p/p1/timeline");
    expect(currentPlace()).toEqual(placeOf("timeline", { project: "p1" }));
    vi.runAllTimers();
    expect(window.location.hash).toBe("#/p/p1/timeline");
  });

  test("has one entry for a place and what became of it before the address heard of it", () => {
    const before = window.history.length;
    navigate(resources(""));
    navigate(resources("ada"), { replace: true });
    expect(window.location.hash).toBe("#/");
    vi.runAllTimers();
    expect(window.history.length).toBe(before + 1);
    expect(window.location.hash).toBe("#/p/p1/resources?filter=ada");
  });

  test("has all entries that follow each other at once", () => {
    const push = vi.spyOn(window.history, "pushState");
    navigate(resources(""));
    navigate(placeOf("timeline", { project: "p1" }));
    navigate(placeOf("search", { project: "p1" }));
    vi.runAllTimers();
    expect(push.mock.calls.map(([, , href]) => href)).toEqual(["#/p/p1/resources", "#/p/p1/timeline", "#/p/p1/search"]);
  });

  test("has the entry of a place before it goes back from it, and before a link is followed", () => {
    const push = vi.spyOn(window.history, "pushState");
    vi.spyOn(window.history, "back").mockImplementation(() => {
      expect(push).toHaveBeenCalledTimes(1);
    });
    navigate(resources(""));
    goBack();
    expect(window.history.back).toHaveBeenCalledTimes(1);

    const root = createRoot(document.createElement("div"));
    flushSync(() => root.render(createElement(Where)));
    navigate(WELCOME);
    window.dispatchEvent(new MouseEvent("click"));
    expect(push).toHaveBeenCalledTimes(2);
    root.unmount();
  });

  test("has no entry for going where one is", () => {
    navigate(resources("ada"));
    vi.runAllTimers();
    const before = window.history.length;
    navigate(resources("ada"));
    navigate(resources("x"), { replace: true });
    navigate(resources("x"));
    vi.runAllTimers();
    expect(window.history.length).toBe(before);
  });
});

function Where() {
  return usePlace()?.screen ?? null;
}
