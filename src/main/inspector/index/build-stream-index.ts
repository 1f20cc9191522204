import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { Finding } from "../../../shared/integrity/finding.ts";
import type { RecordHeader, StreamScan } from "../../../shared/integrity/record-header.ts";
import type { Verdict } from "../../../shared/integrity/verdict.ts";
import { proofStates, severitiesByPosition } from "./record-places.ts";
import { replayOrder, type StreamDigest, type StreamIndex } from "./stream-index.ts";

export interface StreamDiagnosis {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** Puts together what scanning, reading and diagnosing a stream gave. */
export function buildStreamIndex(scan: StreamScan, digest: StreamDigest, diagnosis: StreamDiagnosis): StreamIndex {
  const { records } = scan;
  const replay = replayOrder(records);
  const severities = severitiesByPosition(scan, diagnosis.findings);
  return {
    ...digest,
    ...diagnosis,
    streamId: scan.streamId,
    isSystem: scan.streamId === SYSTEM_STREAM,
    scan,
    bytes: scan.files.reduce((sum, { size }) => sum + size, 0),
    times: Float64Array.from(records, ({ timestamp }) => Date.parse(timestamp)),
    replay,
    late: replay.positions === null ? NONE : latePositions(records),
    severities,
    proofs: proofStates(scan, diagnosis.findings, severities, replay),
  };
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
