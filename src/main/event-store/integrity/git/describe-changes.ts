import { posix } from "node:path";
import type { Finding } from "../../../../shared/integrity/finding.ts";
import { describeCause } from "../../../../shared/integrity/finding-causes.ts";
import { findingId } from "../../../../shared/integrity/finding-id.ts";
import type { VersionChange } from "../../../../shared/integrity/history/compare-versions.ts";
import { type RecordedLine, recordedLines } from "../../../../shared/integrity/history/recorded-line.ts";
import { plural } from "../../../../shared/text/plural.ts";
import type { LogSource } from "../../log/read-stream.ts";
import { streamFileOf } from "./file-history.ts";
import type { HistoryChange } from "./history-check.ts";
import type { Commit } from "./read-commits.ts";
import { readWorkingFile } from "./working-tree.ts";

/** A change as two versions of a file show it. */
export interface FoundChange {
  readonly cause: VersionChange["cause"] | "stream-removed";
  /** Undefined where it is not committed. */
  readonly commit: string | undefined;
  /** As it was called then, or is. */
  readonly path: string;
  readonly before: RecordedLine | undefined;
  readonly after: RecordedLine | undefined;
  readonly records: number;
}

/** Says who did what, each where the record stands today. @param files those of the log as it is now */
export async function describeChanges(
  source: LogSource,
  found: readonly FoundChange[],
  commits: ReadonlyMap<string, Commit>,
  files: readonly string[],
): Promise<readonly HistoryChange[]> {
  const today = new Map(files.map((file) => [streamFileOf(file), file]));
  const changes: HistoryChange[] = [];
  for (const [name, some] of Map.groupBy(found, ({ path }) => streamFileOf(path))) {
    const file = today.get(name);
    const bytes = file === undefined ? undefined : await readWorkingFile(source, file);
    const places = placesOf(bytes?.toString() ?? "");
    for (const one of some) {
      const commit = one.commit === undefined ? undefined : commits.get(one.commit);
      changes.push({
        finding: findingOf(one, commit, file, places),
        commit: commit ?? null,
        before: one.before?.text ?? null,
        after: one.after?.text ?? null,
        records: one.records,
      });
    }
  }
  return changes;
}

interface Place {
  readonly line: number;
  readonly offset: number;
}

/** Where each event stands in a file. */
function placesOf(text: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const lines = text.split("\n");
  const records = new Map(recordedLines(text).map((record) => [record.line, record]));
  let offset = 0;
  lines.forEach((bytes, index) => {
    const eventId = records.get(index + 1)?.eventId;
    if (eventId !== undefined && !places.has(eventId)) places.set(eventId, { line: index + 1, offset });
    offset += Buffer.byteLength(bytes) + 1;
  });
  return places;
}

function findingOf(
  { cause, commit: id, path, before, after, records }: FoundChange,
  commit: Commit | undefined,
  file: string | undefined,
  places: ReadonlyMap<string, Place>,
): Finding {
  const code = "history-rewritten";
  const { severity, explanation } = describeCause(code, cause);
  const eventId = (after ?? before)?.eventId ?? null;
  const place = eventId === null ? undefined : places.get(eventId);
  const isOne = records === 1;
  return {
    // What was committed cannot change under its commit's name.
    id: findingId(
      code,
      [cause, id ?? "uncommitted", path].join("@"),
      eventId ?? (after ?? before)?.line ?? 0,
      id === undefined ? (before?.text ?? null) : null,
      id === undefined ? (after?.text ?? null) : null,
    ),
    code,
    cause,
    severity,
    stream: streamOf(path),
    file: file === undefined ? null : `.semiont/events/${file}`,
    line: place?.line ?? null,
    offset: place?.offset ?? null,
    sequence: (after ?? before)?.sequence ?? null,
    eventId: isOne ? eventId : null,
    expected: isOne ? (before?.text ?? null) : null,
    actual: isOne ? (after?.text ?? null) : null,
    message: `${whoOf(id, commit)} ${DEEDS[cause](records)} ${explanation}`,
  };
}

/** What was done, to follow who did it. */
const DEEDS: Readonly<Record<FoundChange["cause"], (records: number) => string>> = {
  migration: (records) => `rewrote ${plural(records, "record")} without changing content or order.`,
  "derived-events-removed": (records) => `removed ${plural(records, "record")} of derived events.`,
  "content-edited": () => "changed this record.",
  "record-removed": () => "removed this record.",
  "record-inserted": () => "put this record among older ones.",
  "records-reordered": (records) => `changed the order of the stream's ${plural(records, "record")}.`,
  "stream-removed": (records) => `deleted this file of the log with ${plural(records, "record")}.`,
};

function whoOf(id: string | undefined, commit: Commit | undefined): string {
  if (id === undefined) return "A change that is not committed";
  if (commit === undefined) return `Commit ${id.slice(0, 10)}`;
  return `Commit ${id.slice(0, 10)} (“${commit.subject}”, ${commit.author}, ${commit.date})`;
}

function streamOf(path: string): string {
  const name = streamFileOf(path);
  return name.slice(0, name.lastIndexOf("#")) || posix.basename(path);
}
