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

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * A time within a span, as exact as it takes to tell its ends apart: `2026-04-01`, `2026-04-01 10:15` or `2026-04-01 10:15:07`.
 * @param span in milliseconds
 */
export function formatWithin(time: number, span: number, zone: "local" | "utc"): string {
  return formatTime(time, zone).slice(0, span >= 2 * DAY_MS ? 10 : span >= 2 * MINUTE_MS ? 16 : 19);
}

/**
 * `2026-04-01 – 2026-04-03`, or `2026-04-01 10:15 – 11:30` within a day.
 * @param to the first moment behind the range
 */
export function formatRange(from: number, to: number, zone: "local" | "utc"): string {
  const [start, end] = [formatWithin(from, to - from, zone), formatWithin(Math.max(from, to - 1), to - from, zone)];
  if (start === end) return start;
  return `${start} – ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365.25 * DAY_MS],
  ["month", 30.44 * DAY_MS],
  ["day", DAY_MS],
  ["hour", 60 * MINUTE_MS],
  ["minute", MINUTE_MS],
];

/** `3 hours ago`; `now` for less than a minute. */
export function formatAgo(timestamp: string, at: number): string {
  const passed = new Date(timestamp).getTime() - at;
  if (Number.isNaN(passed)) return timestamp;
  const unit = UNITS.find(([, length]) => Math.abs(passed) >= length);
  return unit === undefined ? "now" : relative.format(Math.trunc(passed / unit[1]), unit[0]);
}
