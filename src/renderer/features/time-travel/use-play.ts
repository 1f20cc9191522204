import { useCallback, useEffect, useRef, useState } from "react";
import { say } from "../../app/notice.tsx";
import type { PlayPace } from "./play-pace.ts";

export interface PlayInput {
  readonly step: number;
  /** The last step. */
  readonly steps: number;
  /** Whether the state after `step` is shown; play waits for it, so that no more than one is ever asked for. */
  readonly isThere: boolean;
  readonly pace: PlayPace;
  goTo(step: number): void;
}

export interface Play {
  readonly playing: boolean;
  /** Begins, from the start when there is nothing left to play, or stops. */
  toggle(): void;
}

/** Goes from state to state by itself, until the newest one. */
export function usePlay({ step, steps, isThere, pace: { everyMs, stride }, goTo }: PlayInput): Play {
  const [playing, setPlaying] = useState(false);
  // What it took to get a state counts as part of its time.
  const askedAt = useRef(0);

  useEffect(() => {
    if (!playing || !isThere) return;
    if (step >= steps) {
      setPlaying(false);
      say("Played to the newest state");
      return;
    }
    const next = () => {
      askedAt.current = performance.now();
      goTo(step + stride);
    };
    if (everyMs === 0) {
      // Each state is drawn once before the next one; while nobody sees the page, nothing is drawn, and play rests.
      const frame = requestAnimationFrame(next);
      return () => cancelAnimationFrame(frame);
    }
    const timer = setTimeout(next, Math.max(0, askedAt.current + everyMs - performance.now()));
    return () => clearTimeout(timer);
  }, [playing, isThere, step, steps, everyMs, stride, goTo]);

  const toggle = useCallback(() => {
    askedAt.current = performance.now();
    if (!playing && step >= steps) goTo(0);
    setPlaying(!playing);
  }, [playing, step, steps, goTo]);
  return { playing, toggle };
}
