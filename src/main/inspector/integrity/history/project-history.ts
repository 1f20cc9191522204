import { describeCause, type Severity } from "../../../../shared/integrity/finding-causes.ts";
import type { MethodInput, MethodOutput } from "../../../../shared/ipc/contract.ts";
import { type JsonValue, jsonValueSchema } from "../../../../shared/ipc/json-value.ts";
import type { HistoryChangeDetail, HistoryReport, LineHistory } from "../../../../shared/ipc/model/history.ts";
import type { HistoryChange, HistoryCheck } from "../../../event-store/integrity/git/check-history.ts";
import type { ProjectIndex } from "../../index/project-index.ts";
import { projectFile, type StreamIndex } from "../../index/stream-index.ts";
import type { Acknowledgements } from "../acknowledgements.ts";
import { type CheckCall, runCheck } from "../checks/run-check.ts";
import { groupChanges, type HistoryGroup, historyRow, resourceName } from "./history-rows.ts";

/** Longer lines are cut for showing and not compared value by value. */
const LONGEST_LINE = 256 * 1024;
const MOST_PARTS = 500;
const MOST_ABOUT = 5;
const RANK: Readonly<Record<Severity, number>> = { suspect: 0, explained: 1, info: 2 };

interface Checked {
  readonly check: HistoryCheck;
  readonly groups: readonly HistoryGroup[];
  readonly checkedAt: Date;
  readonly durationMs: number;
  readonly revision: number;
}

/** What git knows of a project's log; looked at when somebody asks. */
export class ProjectHistory {
  readonly #project: ProjectIndex;
  readonly #eventsDir: string;
  readonly #acknowledgements: Acknowledgements;
  readonly #now: () => Date;
  #checked: Checked | null = null;

  constructor(project: ProjectIndex, eventsDir: string, acknowledgements: Acknowledgements, now: () => Date) {
    this.#project = project;
    this.#eventsDir = eventsDir;
    this.#acknowledgements = acknowledgements;
    this.#now = now;
  }

  /** @throws ContractError `unreadable` where git fails; the signal's reason */
  async check(call: CheckCall): Promise<HistoryReport> {
    const started = performance.now();
    const { revision } = this.#project;
    const check = await runCheck({ kind: "history", eventsDir: this.#eventsDir }, call);
    const groups = check.state === "none" ? [] : groupChanges(check.changes);
    const durationMs = performance.now() - started;
    this.#checked = { check, groups, checkedAt: this.#now(), durationMs, revision };
    return this.report();
  }

  report(): HistoryReport {
    if (this.#checked === null) return { state: "unknown" };
    const { check, groups, checkedAt, durationMs, revision } = this.#checked;
    if (check.state === "none") return check;
    const counts = { suspect: 0, explained: 0, info: 0, acknowledged: 0 };
    for (const { id, changes } of groups) {
      counts[changes[0].finding.severity] += 1;
      if (this.#acknowledgements.of(id) !== null) counts.acknowledged += 1;
    }
    const { isShallow, commits, skipped, uncommitted } = check;
    return {
      state: "checked",
      checkedAt: checkedAt.toISOString(),
      current: revision === this.#project.revision,
      ...{ durationMs, isShallow, commits, skipped, uncommitted, counts },
    };
  }

  has(id: string): boolean {
    return this.#checked?.groups.some((group) => group.id === id) ?? false;
  }

  /** Suspect ones first, then the newest. */
  changes({ severity, stream, offset, limit }: MethodInput<"history.changes">): MethodOutput<"history.changes"> {
    const wanted = (this.#checked?.groups ?? []).filter(
      ({ changes }) =>
        (severity === null || changes[0].finding.severity === severity) &&
        (stream === null || changes.some(({ finding }) => finding.stream === stream)),
    );
    const sorted = wanted
      .toReversed()
      .sort((left, right) => RANK[left.changes[0].finding.severity] - RANK[right.changes[0].finding.severity]);
    return { total: sorted.length, rows: sorted.slice(offset, offset + limit).map((group) => this.#row(group)) };
  }

  /** A row, or one part of a folded one; null when there is none any more. */
  change(id: string): HistoryChangeDetail | null {
    const group = this.#groupOf(id);
    return group === undefined ? null : this.#detail(group);
  }

  #groupOf(id: string): HistoryGroup | undefined {
    for (const group of this.#checked?.groups ?? []) {
      if (group.id === id) return group;
      const part = group.changes.find(({ finding }) => finding.id === id);
      if (part !== undefined) return { id, changes: [part] };
    }
    return undefined;
  }

  /** What was done to the record on a line, and to records that stood between it and its neighbours. */
  about(stream: StreamIndex, file: string, line: number): LineHistory {
    const { before, at, after } = neighbours(stream, file, line);
    const low = before?.sequence ?? 0;
    const high = at?.sequence ?? after?.sequence ?? Number.POSITIVE_INFINITY;
    const own = (this.#checked?.groups ?? []).filter(
      ({ changes: [{ finding }] }) => finding.stream === stream.streamId && finding.severity === "suspect",
    );
    const about = own.filter(({ changes: [{ finding }] }) => {
      if (at !== undefined && at.eventId !== "" && finding.eventId === at.eventId) return true;
      const { cause, sequence } = finding;
      return cause === "record-removed" && sequence !== null && sequence > low && sequence < high;
    });
    return {
      changes: about.slice(0, MOST_ABOUT).map((group) => this.#detail(group)),
      others: own.length - Math.min(about.length, MOST_ABOUT),
    };
  }

  #row(group: HistoryGroup) {
    return historyRow(this.#project, group, this.#acknowledgements);
  }

  #detail(group: HistoryGroup): HistoryChangeDetail {
    const [first] = group.changes;
    const { finding } = first;
    const parts = group.changes.length === 1 ? [] : group.changes;
    return {
      row: this.#row(group),
      message: finding.message,
      explanation: describeCause(finding.code, finding.cause).explanation,
      file: finding.file,
      line: finding.line,
      before: lineOf(first.before),
      after: lineOf(first.after),
      parts: parts.slice(0, MOST_PARTS).map((part) => this.#part(part)),
      omitted: Math.max(0, parts.length - MOST_PARTS),
    };
  }

  #part({ finding: { id, stream }, records }: HistoryChange) {
    return { id, stream, resourceName: resourceName(this.#project, stream), records };
  }
}

/** The record on a line and those that stand before and after it in the same file. */
function neighbours({ scan }: StreamIndex, file: string, line: number) {
  const number = scan.files.findIndex((_, index) => projectFile(scan, index) === file);
  const inFile = scan.records.filter((record) => record.file === number);
  return {
    before: inFile.findLast((record) => record.line < line),
    at: inFile.find((record) => record.line === line),
    after: inFile.find((record) => record.line > line),
  };
}

function lineOf(text: string | null): HistoryChangeDetail["before"] {
  if (text === null) return null;
  const cut = text.length > LONGEST_LINE;
  return { text: text.slice(0, LONGEST_LINE), cut, value: cut ? null : parsed(text) };
}

function parsed(text: string): JsonValue {
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
