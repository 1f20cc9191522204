import { useSyncExternalStore } from "react";
import { onFilled, readRemembered, remember } from "./remembered-values.ts";

export const TIME_DISPLAYS = ["relative", "local", "utc"] as const;
/** How times are written: how long ago, in the clock of this machine, or in UTC. */
export type TimeDisplay = (typeof TIME_DISPLAYS)[number];

const KEY = "time-display";
const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let display: TimeDisplay | undefined;
let now = Date.now();
let clock: ReturnType<typeof setInterval> | undefined;

onFilled(() => {
  display = undefined;
  for (const listener of listeners) listener();
});

function currentDisplay(): TimeDisplay {
  display ??= TIME_DISPLAYS.find((one) => one === readRemembered(KEY)) ?? "local";
  return display;
}

export function chooseTimeDisplay(next: TimeDisplay): void {
  display = next;
  remember(KEY, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    clock = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(clock);
  };
}

export function useTimeDisplay(): TimeDisplay {
  return useSyncExternalStore(subscribe, currentDisplay);
}

/** The clock that absolute times are written in; times that are shown as how long ago have theirs in local time. */
export function useZone(): "local" | "utc" {
  return useTimeDisplay() === "utc" ? "utc" : "local";
}

/** The time, moving every quarter of a minute, for texts such as “3 min ago”. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

const pad = (part: number, digits = 2) => String(part).padStart(digits, "0");

/**
 * `2026-04-01 10:15:07` and, when asked for, `.123`; always as wide. What is no date is given back as it is.
 * @param timestamp ISO 8601, or milliseconds since 1970
 */
export function formatTime(timestamp: string | number, zone: "local" | "utc", milliseconds = false): string {
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return String(timestamp);
  const at = zone === "utc" ? new Date(date.getTime()) : new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  const day = `${pad(at.getUTCFullYear(), 4)}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
  return `${day} ${time}${milliseconds ? `.${pad(at.getUTCMilliseconds(), 3)}` : ""}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365.25 * 86_400_000],
  ["month", 30.44 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** `3 hours ago`; `now` for less than a minute. */
export function formatAgo(timestamp: string, at: number): string {
  const passed = new Date(timestamp).getTime() - at;
  if (Number.isNaN(passed)) return timestamp;
  const unit = UNITS.find(([, length]) => Math.abs(passed) >= length);
  return unit === undefined ? "now" : relative.format(Math.trunc(passed / unit[1]), unit[0]);
}
