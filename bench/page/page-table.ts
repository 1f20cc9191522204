import type { Scenario } from "./scenario.ts";

const GOAL_HEAP = 200;
const SHARE = 0.95;

const PROJECTS = {
  wide: "10,000 resources, 200,000 events",
  tall: "one stream of 100,000 events",
};

/** The figures as a Markdown table, beside their goals. */
export function writePageTable(
  scenarios: Readonly<Record<string, Scenario>>,
  measured: ReadonlyMap<string, readonly number[]>,
  heap: ReadonlyMap<string, number>,
  machine: string,
): string {
  const rows = [...measured].flatMap(([name, times]) => {
    const scenario = scenarios[name];
    return scenario === undefined ? [] : [rowOf(scenario, times)];
  });
  const heaps = [...heap].map(([project, most]) => {
    const what = project === "wide" || project === "tall" ? PROJECTS[project] : project;
    return [`Heap of the page, ${what}`, "", "", `${Math.round(most)} MB`, `${GOAL_HEAP} MB`, said(most < GOAL_HEAP)];
  });
  return [
    `${machine}; milliseconds.`,
    "",
    "| what | times | median | 95 % | most | goal | |",
    "|---|---|---|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    ...heaps.map(([what = "", ...rest]) => `| ${[what, ...rest.slice(0, 2), "", ...rest.slice(2)].join(" | ")} |`),
    "",
  ].join("\n");
}

function rowOf({ title, kind, goal }: Scenario, times: readonly number[]): readonly string[] {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  const short = sorted.filter((time) => time < goal).length / sorted.length;
  const goalSaid = kind === "frames" ? `95 % under ${goal}` : `${goal.toLocaleString("en")}`;
  const verdict =
    kind === "frames" ? `${said(short >= SHARE)} (${(short * 100).toFixed(1)} %)` : said(at(SHARE) <= goal);
  return [title, String(times.length), figure(at(0.5)), figure(at(SHARE)), figure(at(1)), goalSaid, verdict];
}

function said(isReached: boolean): string {
  return isReached ? "reached" : "missed";
}

function figure(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
