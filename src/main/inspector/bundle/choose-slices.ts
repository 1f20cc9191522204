import { diagnoseProject } from "../../../shared/integrity/diagnose-project.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { type LinePlace, linesOf, type Slice, sliceScan } from "./slice-scan.ts";

/** What a bundle is to show. */
export type BundleSubject =
  | { readonly kind: "finding"; readonly finding: Finding }
  /** A whole stream with all that is found in it, or its records up to one. */
  | { readonly kind: "stream"; readonly stream: string; readonly until: RecordPlace | null };

/** As findings name places: the file from the project's folder, the line from 1. */
interface RecordPlace {
  readonly stream: string;
  readonly file: string | null;
  readonly line: number | null;
}

/** The lines of a bundle, with what a check of them says. */
export interface ChosenSlices {
  readonly slices: readonly Slice[];
  /** Everything that a check of the slices finds. */
  readonly findings: readonly Finding[];
  /** Of these, what the whole log does not have: it comes from the cut. */
  readonly made: readonly Finding[];
}

/**
 * Chooses the smallest run of lines that shows the subject as the whole log does. A chain can only be cut at its end
 * without breaking it, so that a run begins with its stream, unless `before` allows a cut there.
 *
 * @param scans of every stream that the subject names, in the order of the log
 * @param before how many lines before the first that is needed; null for all of them, which adds no finding
 * @throws ContractError `unsupported` when no part of the log shows the subject
 */
export function chooseSlices(
  scans: readonly StreamScan[],
  subject: BundleSubject,
  before: number | null,
): ChosenSlices {
  const known = diagnoseProject(scans).streams.flatMap(({ findings }) => findings);
  const whole = new Set(known.map(keyOf));
  const places = placesOf(subject, known);
  let slices = scans.flatMap((scan) => {
    const lines = linesOf(scan);
    const needed = neededLines(scan, lines, subject, places);
    if (needed === null) return [];
    const from = before === null ? 0 : Math.max(0, needed.first - before);
    return [{ scan, lines, from, to: Math.min(lines.length, needed.last + 1) }];
  });
  for (let more = 1; ; more *= 2) {
    const { streams } = diagnoseProject(slices.map(sliceScan));
    const findings = streams.flatMap((stream) => stream.findings);
    const made = findings.filter((finding) => !whole.has(keyOf(finding)));
    const isShown = subject.kind === "stream" || findings.some((finding) => keyOf(finding) === keyOf(subject.finding));
    const lacking = slices.map((_slice, index) => {
      const isFalse = streams[index]?.findings.some((finding) => !whole.has(keyOf(finding))) ?? false;
      return !isShown || (before === null && isFalse);
    });
    const wider = slices.map((slice, index) => (lacking[index] ? widen(slice, more, isShown) : slice));
    if (wider.every((slice, index) => slice === slices[index])) {
      if (!isShown || slices.length === 0) throw notShown(subject);
      return { slices, findings, made };
    }
    slices = wider;
  }
}

/** The same slice when there is nothing left to add. */
function widen(slice: Slice, more: number, isShown: boolean): Slice {
  const { lines, from, to } = slice;
  if (to < lines.length) return { ...slice, to: Math.min(lines.length, to + more) };
  return isShown || from === 0 ? slice : { ...slice, from: Math.max(0, from - more) };
}

/** Every record that the subject speaks of. */
function placesOf(subject: BundleSubject, known: readonly Finding[]): readonly RecordPlace[] {
  if (subject.kind === "finding") return [subject.finding, ...(subject.finding.related ?? [])];
  const { stream, until } = subject;
  const others = known.filter((finding) => finding.stream === stream).flatMap(({ related }) => related ?? []);
  return [...(until === null ? [] : [until]), ...others.filter((other) => other.stream !== stream)];
}

/** First and last line of a stream that the subject cannot do without; null when the stream is not needed. */
function neededLines(
  scan: StreamScan,
  lines: Slice["lines"],
  subject: BundleSubject,
  places: readonly RecordPlace[],
): { first: number; last: number } | null {
  const isSubject = scan.streamId === (subject.kind === "stream" ? subject.stream : subject.finding.stream);
  if (isSubject && subject.kind === "stream" && subject.until === null) {
    return { first: Math.max(0, lines.length - 1), last: lines.length - 1 };
  }
  // Two streams of one name: the beginning of each shows that both are there.
  if (isSubject && subject.kind === "finding" && subject.finding.code === "duplicate-stream") {
    return { first: 0, last: 0 };
  }
  const pathOf = ({ file }: LinePlace) => `.semiont/events/${scan.files[file]?.path}`;
  const found = places
    .filter(({ stream }) => stream === scan.streamId)
    .map((place) => lines.findIndex((line) => line.line === place.line && pathOf(line) === place.file))
    .filter((index) => index >= 0);
  return found.length === 0 ? null : { first: Math.min(...found), last: Math.max(...found) };
}

/** The streams that have to be read for a subject. @param known what is known to be found in its stream */
export function streamsFor(subject: BundleSubject, known: readonly Finding[]): ReadonlySet<string> {
  const own = subject.kind === "stream" ? subject.stream : subject.finding.stream;
  return new Set([own, ...placesOf(subject, known).map(({ stream }) => stream)]);
}

/** A finding and its cause: its id names code and place. */
function keyOf({ id, cause }: Finding): string {
  return `${id} ${cause}`;
}

/** Findings that no part of the log can show by itself. */
export function problemWithSubject(subject: BundleSubject): string | null {
  if (subject.kind === "stream") return null;
  switch (subject.finding.code) {
    case "anchor-divergence":
      return "This finding comes from the comparison with an anchor, and a part of the log does not show it.";
    case "history-rewritten":
      return "This finding comes from the history in git, and a part of the log does not show it.";
    case "unreadable-file":
      return "The file of this finding cannot be read, so that nothing of it can be copied.";
    default:
      return null;
  }
}

function notShown(subject: BundleSubject): ContractError {
  const what = subject.kind === "stream" ? `the resource ${subject.stream}` : "this finding";
  return new ContractError({
    code: "not-found",
    message: `The log on disk does not show ${what} any more.`,
    advice: "Check again, and make the bundle from what is found then.",
  });
}
