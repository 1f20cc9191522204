const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/u;
const AGO = /^(\d{1,6})(min|h|d|w)$/u;
const UNIT_MS: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A stretch of time in milliseconds since 1970; `to` is not part of it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads `2026`, `2026-04`, `2026-04-01`, `2026-04-01T10:15`, with seconds or an offset, and `90min`, `36h`, `7d`,
 * `2w` before now. Without an offset the time is UTC.
 *
 * @returns the stretch that the text names: a day for a date, a minute for a time without seconds. `undefined` when it
 *   names none.
 */
export function readTimeSpan(text: string, now: number): TimeSpan | undefined {
  const ago = AGO.exec(text);
  if (ago !== null) {
    const from = now - Number(ago[1]) * (UNIT_MS[ago[2] ?? ""] ?? Number.NaN);
    return { from, to: from + 1 };
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = DATE.exec(text) ?? [];
  if (year === undefined) return undefined;
  const parts = [Number(month ?? 1), Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (!areInRange(Number(year), parts)) return undefined;
  const [monthNumber = 1, dayNumber = 1, hours = 0, minutes = 0, seconds = 0] = parts;
  const local = Date.UTC(
    Number(year),
    monthNumber - 1,
    dayNumber,
    hours,
    minutes,
    seconds,
    Number((fraction ?? "").padEnd(3, "0")),
  );
  const from = local - offsetOf(zone);
  if (month === undefined) return { from, to: Date.UTC(Number(year) + 1, 0) };
  if (day === undefined) return { from, to: Date.UTC(Number(year), monthNumber) };
  if (hour === undefined) return { from, to: from + 86_400_000 };
  if (second === undefined) return { from, to: from + 60_000 };
  return { from, to: from + (fraction === undefined ? 1000 : 1) };
}

function areInRange(year: number, [month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
  if (year < 1000 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
