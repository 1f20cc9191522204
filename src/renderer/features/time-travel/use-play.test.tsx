import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { playPace } from "./play-pace.ts";
import { type Play, usePlay } from "./use-play.ts";

const STEPS = 300;
const FASTEST = playPace("fastest", false);

let end: () => void;
let asked: number[];
let play: Play;
let draw: (step: number, isThere: boolean) => void;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers();
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  asked = [];
  const goTo = (step: number) => asked.push(step);
  function Player({ step, isThere }: { readonly step: number; readonly isThere: boolean }) {
    play = usePlay({ step, steps: STEPS, isThere, pace: FASTEST, goTo });
    return null;
  }
  draw = (step, isThere) => act(() => root.render(<Player step={step} isThere={isThere} />));
  end = () => act(() => root.unmount());
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test("play asks for one state, and for no other before that one is there", () => {
  draw(0, true);
  act(() => play.toggle());
  act(() => vi.advanceTimersByTime(1000));
  expect(asked).toEqual([1]);
  draw(1, false);
  act(() => vi.advanceTimersByTime(60_000));
  expect(asked).toEqual([1]);
  draw(1, true);
  act(() => vi.advanceTimersByTime(1000));
  expect(asked).toEqual([1, 2]);
  act(() => play.toggle());
  draw(2, true);
  act(() => vi.advanceTimersByTime(1000));
  expect(asked).toEqual([1, 2]);
});

test("play ends at the newest state, and begins again from the start", () => {
  draw(STEPS - 1, true);
  act(() => play.toggle());
  act(() => vi.advanceTimersByTime(1000));
  draw(STEPS, true);
  expect(play.playing).toBe(false);
  act(() => {
    play.toggle();
    draw(0, false);
  });
  expect(play.playing).toBe(true);
  expect(asked).toEqual([STEPS, 0]);
});
