import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useOverscan } from "./use-overscan.ts";

function List({ listed, isAwaited = false }: { readonly listed: string; readonly isAwaited?: boolean }) {
  return useOverscan(8, listed, isAwaited);
}

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers();
  place = document.createElement("div");
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const show = (listed: string, isAwaited = false) => {
  act(() => root.render(<List listed={listed} isAwaited={isAwaited} />));
  return place.textContent;
};
const pass = (milliseconds: number) => {
  act(() => vi.advanceTimersByTime(milliseconds));
  return place.textContent;
};

test("a new answer has the rows in sight first, and those beyond them a moment later", () => {
  expect(show("a")).toBe("0");
  expect(pass(1_000)).toBe("8");
  expect(show("a")).toBe("8");
  expect(show("b")).toBe("0");
  expect(pass(1_000)).toBe("8");
});

test("the rows of the answer before stay while the next one is on its way", () => {
  show("a");
  pass(1_000);
  expect(show("b", true)).toBe("8");
  expect(pass(1_000)).toBe("8");
  expect(show("b")).toBe("0");
});

test("answers that follow each other soon draw none but those in sight", () => {
  for (const listed of ["a", "ab", "abc", "abcd"]) {
    expect(show(listed, true)).toBe("0");
    expect(show(listed)).toBe("0");
    expect(pass(60)).toBe("0");
  }
  expect(pass(1_000)).toBe("8");
});
