import { z } from "zod";
import { SYSTEM_STREAM } from "../../../../shared/events/ids.ts";
import { RECORD_ERAS, type RecordEra, recordEra } from "../../../../shared/integrity/record-era.ts";
import type { StreamScan } from "../../../../shared/integrity/record-header.ts";
import { VERDICT_WORDS, type Verdict } from "../../../../shared/integrity/verdict.ts";
import { userName } from "../../../../shared/projection/user-name.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { scanProject } from "../../../event-store/integrity/verify-project.ts";
import type { Project } from "../../../event-store/project/project.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { openLog } from "../open-log.ts";
import { alignColumns } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const statsOptions = z.object({
  json: z.literal(true).optional(),
});
export type StatsOptions = z.infer<typeof statsOptions>;

interface Counted {
  readonly key: string;
  readonly events: number;
}

/** Counts what is in a project. */
export async function stats(
  folder: string,
  options: StatsOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { project } = await openLog(folder, terminal);
  const { scans, verdict } = await scanProject(project.eventsDir, {
    signal,
    onProgress: (done, total) => terminal.progress(`Reading streams: ${done} of ${total}`),
  });
  terminal.progress("");
  const figures = figuresOf(project, scans, verdict);
  if (options.json) terminal.print(harmlessJson(figures, 2));
  else printFigures(figures, terminal);
  return 0;
}

type Figures = ReturnType<typeof figuresOf>;

function figuresOf(project: Project, scans: readonly StreamScan[], verdict: Verdict) {
  const types = new Map<string, number>();
  const users = new Map<string, number>();
  const eras = new Map<string, number>();
  const times: { first: string | null; last: string | null } = { first: null, last: null };
  for (const record of scans.flatMap(({ records }) => records)) {
    count(types, record.type);
    count(users, record.userId);
    count(eras, recordEra(record));
    const time = Date.parse(record.timestamp);
    if (Number.isNaN(time)) continue;
    const text = new Date(time).toISOString();
    if (times.first === null || text < times.first) times.first = text;
    if (times.last === null || text > times.last) times.last = text;
  }
  const sizes = scans.map(({ streamId, records, files }) => ({
    stream: streamId,
    events: records.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  }));
  const sum = (of: (size: (typeof sizes)[number]) => number) => sizes.reduce((total, size) => total + of(size), 0);
  return {
    project: project.name,
    folder: project.root,
    stateDir: project.stateDir,
    verdict,
    streams: new Set(scans.map(({ streamId }) => streamId)).size,
    resources: new Set(scans.map(({ streamId }) => streamId).filter((id) => id !== SYSTEM_STREAM)).size,
    events: sum(({ events }) => events),
    bytes: sum(({ bytes }) => bytes),
    files: scans.reduce((total, { files }) => total + files.length, 0),
    malformedLines: scans.reduce((total, { malformed }) => total + malformed.length, 0),
    firstEventAt: times.first,
    lastEventAt: times.last,
    eras: mostFirst(eras),
    types: mostFirst(types),
    users: mostFirst(users),
    largest: sizes.sort((left, right) => right.bytes - left.bytes).slice(0, 10),
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): Counted[] {
  const list = Array.from(counts, ([key, events]) => ({ key, events }));
  return list.sort((left, right) => right.events - left.events || (left.key < right.key ? -1 : 1));
}

function printFigures(figures: Figures, terminal: Terminal): void {
  const text = (value: number) => value.toLocaleString("en");
  terminal.print(terminal.style("bold", harmlessText(figures.project)));
  const rows = [
    ["folder", harmlessText(figures.folder)],
    ["state folder", harmlessText(figures.stateDir)],
    ["verdict", VERDICT_WORDS[figures.verdict].label],
    ["streams", `${text(figures.streams)} (${plural(figures.resources, "resource")})`],
    ["events", text(figures.events)],
    ["bytes", `${text(figures.bytes)} in ${plural(figures.files, "file")}`],
    ["first event", figures.firstEventAt ?? "–"],
    ["last event", figures.lastEventAt ?? "–"],
  ];
  if (figures.malformedLines > 0) rows.push(["malformed lines", `${text(figures.malformedLines)}; see verify`]);
  for (const line of alignColumns(rows)) terminal.print(line);
  printCounts("eras", figures.eras, (era) => (isEra(era) ? RECORD_ERAS[era] : era), terminal);
  printCounts("event types", figures.types, (type) => type, terminal);
  printCounts("users", figures.users, userName, terminal);
  const largest = figures.largest.map(({ stream, events, bytes }) => ({
    key: `${stream} (${plural(bytes, "byte")})`,
    events,
  }));
  printCounts("largest streams", largest, (label) => label, terminal);
}

function isEra(text: string): text is RecordEra {
  return Object.hasOwn(RECORD_ERAS, text);
}

function printCounts(
  title: string,
  counts: readonly Counted[],
  label: (key: string) => string,
  terminal: Terminal,
): void {
  if (counts.length === 0) return;
  terminal.print("");
  terminal.print(terminal.style("bold", title));
  const rows = counts
    .slice(0, 20)
    .map(({ key, events }) => [`  ${events.toLocaleString("en")}`, harmlessText(label(key))]);
  for (const line of alignColumns(rows, [0])) terminal.print(line);
  if (counts.length > 20) terminal.print(`  … and ${counts.length - 20} more; --json lists them all.`);
}
