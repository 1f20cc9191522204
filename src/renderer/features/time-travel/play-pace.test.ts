import { describe, expect, test } from "vitest";
import { PLAY_SPEEDS, playPace, speedBeside } from "./play-pace.ts";

describe("the pace of play", () => {
  test("shows every event, faster or slower, and at last as fast as it can", () => {
    expect(PLAY_SPEEDS.map((speed) => playPace(speed, false))).toEqual([
      { everyMs: 1400, stride: 1 },
      { everyMs: 700, stride: 1 },
      { everyMs: 350, stride: 1 },
      { everyMs: 175, stride: 1 },
      { everyMs: 0, stride: 1 },
    ]);
  });

  test("shows no more than three states a second with reduced motion, in the same time", () => {
    for (const speed of PLAY_SPEEDS) {
      const { everyMs, stride } = playPace(speed, true);
      expect(everyMs).toBeGreaterThan(1000 / 3);
      if (speed !== "fastest") expect(everyMs / stride).toBe(playPace(speed, false).everyMs);
    }
  });

  test("goes up and down, and stays at the ends", () => {
    expect(speedBeside("1", 1)).toBe("2");
    expect(speedBeside("1", -1)).toBe("0.5");
    expect(speedBeside("fastest", 1)).toBe("fastest");
    expect(speedBeside("0.5", -1)).toBe("0.5");
  });
});
