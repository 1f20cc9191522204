import { SYSTEM_STREAM } from "../events/ids.ts";
import type { Finding } from "./finding.ts";
import { judgeLinks, type LinkJudgement } from "./link-causes.ts";
import { childrenByParent, followLinks, type RecordLink } from "./links.ts";
import { placedFinding, recordFinding, relatedRecord } from "./make-finding.ts";
import { RECORD_ERAS, recordEra } from "./record-era.ts";
import type { MalformedLine, RecordHeader, StreamScan } from "./record-header.ts";
import { sequenceFindings } from "./sequence-findings.ts";
import { type Verdict, worstVerdict } from "./verdict.ts";

type Children = ReadonlyMap<number, readonly number[]>;

/** Hundreds of appends at once may share a parent; naming all of them with each of them would fill the report. */
const MOST_SIBLINGS = 16;

export interface StreamDiagnosis {
  readonly streamId: string;
  readonly verdict: Verdict;
  /** In file order. */
  readonly findings: readonly Finding[];
}

/** Everything that can be said of one stream by itself. A cause is only given where the scan proves it. */
export function diagnoseStream(scan: StreamScan): StreamDiagnosis {
  const links = followLinks(scan.records);
  const judgement = judgeLinks(scan.records, links);
  const children = childrenByParent(judgement.parents);
  const findings = [
    ...scan.unreadable.map(({ file, message }) => unreadableFinding(scan, file, message)),
    ...malformedFindings(scan, links, judgement),
    ...scan.records.flatMap((record, index) => recordFindings(scan, record, index, judgement, children)),
    ...sequenceFindings(scan, links, judgement),
  ].sort(byPlace(scan));
  return { streamId: scan.streamId, verdict: verdictOf(scan, findings), findings };
}

/** What the findings and the hashes of a stream amount to. */
export function verdictOf(scan: StreamScan, findings: readonly Finding[]): Verdict {
  if (scan.unreadable.length > 0) return "unreadable";
  const hashed = scan.records.every(({ checksum }) => checksum !== undefined);
  const judged = findings.map(({ severity }): Verdict => (severity === "info" ? "verified" : severity));
  return worstVerdict([hashed ? "verified" : "unchained", ...judged]);
}

function recordFindings(
  scan: StreamScan,
  record: RecordHeader,
  index: number,
  judgement: LinkJudgement,
  children: Children,
): readonly Finding[] {
  const before = scan.records[index - 1];
  return [
    checksumFinding(scan, record, scan.records[index + 1]),
    linkFinding(scan, record, index, judgement, children),
    foreignFinding(scan, record),
    signatureFinding(scan, record),
    before === undefined ? undefined : clockFinding(scan, record, before),
    before === undefined ? undefined : shapeFinding(scan, record, before),
  ].filter((finding) => finding !== undefined);
}

function checksumFinding(scan: StreamScan, record: RecordHeader, next: RecordHeader | undefined): Finding | undefined {
  if (record.checksumState === "absent" && record.actualChecksum !== undefined) {
    // Only what is written down beside a record can be linked to.
    if (next?.prevEventHash !== record.actualChecksum) return undefined;
    return recordFinding(
      scan,
      record,
      { code: "checksum-mismatch", cause: "checksum-removed" },
      { what: "The record has no checksum.", expected: record.actualChecksum },
    );
  }
  if (record.checksumState === "renamed") {
    return recordFinding(
      scan,
      record,
      { code: "checksum-mismatch", cause: "renamed-by-migration" },
      {
        what: `The record says “${record.recordedType}” and was hashed as “${record.holdsWithType}”.`,
        expected: record.checksum,
        actual: record.actualChecksum,
      },
    );
  }
  if (record.checksumState === "mismatch") {
    return recordFinding(
      scan,
      record,
      { code: "checksum-mismatch", cause: "content-altered" },
      {
        what: "The record does not have the checksum that it was written with.",
        expected: record.checksum,
        actual: record.actualChecksum,
      },
    );
  }
  return undefined;
}

function linkFinding(
  scan: StreamScan,
  record: RecordHeader,
  index: number,
  { causes, parents, originals }: LinkJudgement,
  children: Children,
): Finding | undefined {
  const cause = causes[index];
  if (cause === undefined) return undefined;
  const parent = originals.get(index) ?? parents[index];
  const siblings =
    cause === "concurrent-append" && parent !== undefined
      ? (children.get(parent) ?? [])
          .slice(0, MOST_SIBLINGS + 1)
          .filter((other) => other !== index)
          .slice(0, MOST_SIBLINGS)
      : [];
  const related = [...(parent === undefined ? [] : [parent]), ...siblings].flatMap(
    (other) => scan.records[other] ?? [],
  );
  return recordFinding(
    scan,
    record,
    { code: "link-mismatch", cause },
    {
      what: linkSentence(scan, record, index, cause, parent),
      expected: scan.records[index - 1]?.checksum ?? null,
      actual: record.prevEventHash ?? null,
      ...(related.length === 0 ? {} : { related: related.map((other) => relatedRecord(scan, other)) }),
    },
  );
}

function linkSentence(
  { records }: StreamScan,
  record: RecordHeader,
  index: number,
  cause: NonNullable<LinkJudgement["causes"][number]>,
  parent: number | undefined,
): string {
  if (parent !== undefined) {
    const number = records[parent]?.sequence;
    if (cause === "copied") return `The record is record ${number} once more.`;
    return parent > index
      ? `The record links to record ${number}, which stands after it.`
      : `The record links to record ${number} and not to the one before it.`;
  }
  if ((record.prevEventHash ?? undefined) === undefined) return "The record has no link although it is not the first.";
  return `The record links to a checksum that is nowhere before it${index === 0 ? ", and it is the first" : ""}.`;
}

function foreignFinding(scan: StreamScan, record: RecordHeader): Finding | undefined {
  const expected = scan.streamId === SYSTEM_STREAM ? undefined : scan.streamId;
  if (record.resourceId === undefined || record.resourceId === expected) return undefined;
  return recordFinding(
    scan,
    record,
    { code: "foreign-record", cause: "other-resource" },
    {
      what: `The record belongs to “${record.resourceId}”.`,
      expected: expected ?? "no resource",
      actual: record.resourceId,
    },
  );
}

function signatureFinding(scan: StreamScan, record: RecordHeader): Finding | undefined {
  const { signature } = record;
  if (signature === "invalid") {
    return recordFinding(
      scan,
      record,
      { code: "signature", cause: "invalid" },
      { what: "The signature does not hold." },
    );
  }
  if (signature === "unverifiable") {
    return recordFinding(
      scan,
      record,
      { code: "signature", cause: "unverifiable" },
      { what: "There is no ed25519 key and signature here." },
    );
  }
  return undefined;
}

function clockFinding(scan: StreamScan, record: RecordHeader, before: RecordHeader): Finding | undefined {
  if (!isEarlier(record.timestamp, before.timestamp)) return undefined;
  return recordFinding(
    scan,
    record,
    { code: "clock-backwards", cause: "clock" },
    {
      what: `Time goes back from ${before.timestamp} to ${record.timestamp}.`,
      expected: before.timestamp,
      actual: record.timestamp,
    },
  );
}

const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Times as every writer writes them stand in the order of their texts; parsing them took half of a diagnosis. */
function isEarlier(time: string, other: string): boolean {
  const isOrdered = time.length === other.length && time >= other;
  if (isOrdered && UTC_TIME.test(time) && UTC_TIME.test(other)) return false;
  return Date.parse(time) < Date.parse(other);
}

function shapeFinding(scan: StreamScan, record: RecordHeader, before: RecordHeader): Finding | undefined {
  const [from, to] = [recordEra(before), recordEra(record)];
  if (from === to) return undefined;
  return recordFinding(
    scan,
    record,
    { code: "shape-change", cause: "era" },
    {
      what: `Records are written as in ${RECORD_ERAS[to]} from here on.`,
      expected: RECORD_ERAS[from],
      actual: RECORD_ERAS[to],
    },
  );
}

function malformedFindings(
  scan: StreamScan,
  links: readonly RecordLink[],
  judgement: LinkJudgement,
): readonly Finding[] {
  let next = 0;
  let highest = 0;
  return scan.malformed.map((line) => {
    for (; next < line.recordsBefore; next += 1) highest = Math.max(highest, scan.records[next]?.sequence ?? 0);
    const cause = line.torn
      ? "torn-tail"
      : isContinued(scan, line, highest, links, judgement)
        ? "torn-append"
        : "corrupt-line";
    return placedFinding(
      scan,
      { code: "malformed-line", cause },
      { what: `Line ${line.line} cannot be read: ${line.reason}.`, expected: "a JSON record", actual: line.excerpt },
      { file: line.file, line: line.line, offset: line.offset, sequence: null, eventId: null },
    );
  });
}

/**
 * True where the record after a cut line proves that none is missing: it continues the numbers so far, and links to a
 * record that is there.
 */
function isContinued(
  scan: StreamScan,
  line: MalformedLine,
  highest: number,
  links: readonly RecordLink[],
  { causes }: LinkJudgement,
): boolean {
  const next = scan.records[line.recordsBefore];
  if (!line.cutShort || next === undefined || next.sequence !== highest + 1) return false;
  const state = links[line.recordsBefore]?.state;
  const cause = causes[line.recordsBefore];
  const isLinked = state === "holds" || cause === "concurrent-append" || cause === "neighbour-misplaced";
  return isLinked || state === "first" || state === "absent";
}

function unreadableFinding(scan: StreamScan, file: string, message: string): Finding {
  const index = scan.files.findIndex(({ path }) => path === file);
  return placedFinding(
    scan,
    { code: "unreadable-file", cause: "read-error" },
    { what: `${file}: ${message}.` },
    { file: index < 0 ? undefined : index, line: null, offset: null, sequence: null, eventId: null },
  );
}

function byPlace(scan: StreamScan): (left: Finding, right: Finding) => number {
  const order = new Map(scan.files.map(({ path }, index) => [`.semiont/events/${path}`, index]));
  const fileOf = ({ file }: Finding) => (file === null ? -1 : (order.get(file) ?? -1));
  return (left, right) => fileOf(left) - fileOf(right) || (left.offset ?? -1) - (right.offset ?? -1);
}
