import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import { type RecordEra, recordEra } from "../../../shared/integrity/record-era.ts";
import type { RecordHeader, StreamScan } from "../../../shared/integrity/record-header.ts";
import type { Verdict } from "../../../shared/integrity/verdict.ts";
import { timeSpread } from "../timeline/time-buckets.ts";
import { proofStates, severitiesByPosition } from "./record-places.ts";
import { replayOrder, type StreamDigest, type StreamIndex } from "./stream-index.ts";

export interface StreamDiagnosis {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/**
 * Puts together what scanning, reading and diagnosing a stream gave.
 * @param before what was known of the stream: where it only grew, its times need not be read again
 */
export function buildStreamIndex(
  scan: StreamScan,
  digest: StreamDigest,
  diagnosis: StreamDiagnosis,
  before?: StreamIndex,
): StreamIndex {
  const { records } = scan;
  const replay = replayOrder(records);
  const severities = severitiesByPosition(scan, diagnosis.findings);
  const times = Float64Array.from(records, (record, index) =>
    record === before?.scan.records[index] ? (before.times[index] ?? Number.NaN) : Date.parse(record.timestamp),
  );
  return {
    ...digest,
    ...diagnosis,
    streamId: scan.streamId,
    isSystem: scan.streamId === SYSTEM_STREAM,
    scan,
    bytes: scan.files.reduce((sum, { size }) => sum + size, 0),
    times,
    findingCounts: countFindings(diagnosis.findings),
    eras: countEras(records),
    span: timeSpread(times),
    ...outermost(records, times),
    replay,
    late: replay.positions === null ? NONE : latePositions(records),
    severities,
    proofs: proofStates(scan, diagnosis.findings, severities, replay),
  };
}

/** A stream that stands in two places, or was written by two clocks, does not begin and end where its file does. */
function outermost(records: readonly RecordHeader[], times: Float64Array): Pick<StreamIndex, "earliest" | "latest"> {
  let first = 0;
  let last = records.length - 1;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] ?? Number.NaN;
    if (time < from) [first, from] = [index, time];
    if (time >= to) [last, to] = [index, time];
  }
  return { earliest: records[first]?.timestamp ?? null, latest: records[last]?.timestamp ?? null };
}

function countFindings(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { suspect: 0, explained: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function countEras(records: readonly RecordHeader[]): ReadonlyMap<RecordEra, number> {
  const counts = new Map<RecordEra, number>();
  for (const record of records) {
    const era = recordEra(record);
    counts.set(era, (counts.get(era) ?? 0) + 1);
  }
  return counts;
}

const NONE: ReadonlySet<number> = new Set();

function latePositions(records: readonly RecordHeader[]): ReadonlySet<number> {
  const late = new Set<number>();
  let highest = Number.NEGATIVE_INFINITY;
  for (const [index, { sequence }] of records.entries()) {
    if (sequence < highest) late.add(index + 1);
    else highest = sequence;
  }
  return late;
}
