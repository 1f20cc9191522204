import { plural } from "../../shared/text/plural.ts";

const counts = new Intl.NumberFormat("en");

/** `12,345` */
export function formatCount(count: number): string {
  return counts.format(count);
}

export { plural as countOf };

/** `512 B`, `3.4 kB`, `136 MB`: in thousands, three digits at most. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit] ?? ""}`;
}

const SPANS: readonly (readonly [string, number])[] = [
  ["y", 365.25 * 86_400_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** `3 d 4 h`, `12 min`, `4.2 s`, `35 ms`: the two largest units that matter. */
export function formatDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? "−" : "";
  if (size < 1000) return `${sign}${Math.round(size)} ms`;
  if (size < 10_000) return `${sign}${Number((size / 1000).toFixed(1))} s`;
  const at = SPANS.findIndex(([, length]) => size >= length);
  const [unit, length] = SPANS[at] ?? ["s", 1000];
  const whole = Math.floor(size / length);
  const next = SPANS[at + 1];
  const rest = next === undefined ? 0 : Math.floor((size % length) / next[1]);
  return `${sign}${whole} ${unit}${rest > 0 && next !== undefined && whole < 10 ? ` ${rest} ${next[0]}` : ""}`;
}
