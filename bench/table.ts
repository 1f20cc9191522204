import type { BenchCase, Measurement } from "./case.ts";

/** The figures as a Markdown table: medians, and how they stand against upstream and the goal. */
export function writeTable(
  cases: Readonly<Record<string, BenchCase>>,
  measured: ReadonlyMap<string, readonly Measurement[]>,
  machine: string,
  rounds: number,
): string {
  const rows = [...measured].flatMap(([name, runs]) => {
    const benchCase = cases[name];
    return benchCase === undefined ? [] : [rowOf(benchCase, runs)];
  });
  return [
    `${machine}; medians of ${rounds} ${rounds === 1 ? "round" : "rounds"}, lowest and highest in brackets.`,
    "",
    "| case | here | upstream 0.4.15 | times better | goal | memory |",
    "|---|---|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
  ].join("\n");
}

function rowOf({ title, unit, upstream, goal }: BenchCase, runs: readonly Measurement[]): readonly string[] {
  const values = runs.map(({ value }) => value);
  const value = median(values);
  const range = values.length < 2 ? "" : ` (${figure(Math.min(...values))}–${figure(Math.max(...values))})`;
  const further = Object.entries(detailsOf(runs)).map(([name, detail]) => `${name}: ${figure(detail)}`);
  const here = [`${figure(value)} ${unit}${range}`, ...further].join("; ");
  const memory = `${Math.round(median(runs.map((run) => run.memory)))} MB`;
  if (upstream === undefined) return [title, here, "", "", "", memory];
  const [low, high] = upstream;
  // The cautious ratio: against the best that was measured of upstream.
  const ratio = unit === "ms" ? low / value : value / high;
  const reached = goal === undefined ? "" : `${goal}× ${ratio >= goal ? "reached" : "missed"}`;
  return [title, here, `${figure(low)}–${figure(high)} ${unit}`, `${figure(ratio)}×`, reached, memory];
}

function detailsOf(runs: readonly Measurement[]): Record<string, number> {
  const names = Object.keys(runs[0]?.details ?? {});
  return Object.fromEntries(names.map((name) => [name, median(runs.map(({ details }) => details?.[name] ?? 0))]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
