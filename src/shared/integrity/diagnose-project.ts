import { diagnoseStream, type StreamDiagnosis, verdictOf } from "./diagnose-stream.ts";
import type { Finding } from "./finding.ts";
import type { CauseOf } from "./finding-causes.ts";
import { placedFinding, recordFinding, relatedRecord } from "./make-finding.ts";
import { contentHash, isCopyOf } from "./record-copy.ts";
import type { RecordHeader, StreamScan } from "./record-header.ts";
import { type Verdict, worstVerdict } from "./verdict.ts";

export interface ProjectDiagnosis {
  readonly verdict: Verdict;
  /** In the order of the scans, findings across streams included. */
  readonly streams: readonly StreamDiagnosis[];
}

/** Diagnoses every stream and what only shows between streams: one id in two places, one resource in two folders. */
export function diagnoseProject(scans: readonly StreamScan[]): ProjectDiagnosis {
  return combineDiagnoses(scans, scans.map(diagnoseStream));
}

/** Adds what shows between streams to what each stream says by itself. */
export function combineDiagnoses(scans: readonly StreamScan[], alone: readonly StreamDiagnosis[]): ProjectDiagnosis {
  const between = Map.groupBy([...duplicateStreams(scans), ...duplicateEventIds(scans)], ({ scan }) => scan);
  const streams = scans.map((scan, index): StreamDiagnosis => {
    const own = alone[index] ?? diagnoseStream(scan);
    const more = between.get(scan);
    if (more === undefined) return own;
    const findings = [...own.findings, ...more.map(({ finding }) => finding)];
    return { ...own, findings, verdict: verdictOf(scan, findings) };
  });
  return { verdict: worstVerdict(streams.map(({ verdict }) => verdict)), streams };
}

interface Between {
  readonly scan: StreamScan;
  readonly finding: Finding;
}

function duplicateStreams(scans: readonly StreamScan[]): readonly Between[] {
  const first = new Map<string, StreamScan>();
  const found: Between[] = [];
  for (const scan of scans) {
    const other = first.get(scan.streamId);
    if (other === undefined) {
      first.set(scan.streamId, scan);
      continue;
    }
    const finding = placedFinding(
      scan,
      { code: "duplicate-stream", cause: "two-places" },
      {
        what: `“${scan.streamId}” stands in ${other.files[0]?.path} and in ${scan.files[0]?.path}.`,
        expected: other.files[0]?.path,
        actual: scan.files[0]?.path,
      },
      { file: scan.files.length > 0 ? 0 : undefined, line: null, offset: null, sequence: null, eventId: null },
    );
    found.push({ scan, finding });
  }
  return found;
}

function duplicateEventIds(scans: readonly StreamScan[]): readonly Between[] {
  const first = new Map<string, { scan: StreamScan; record: RecordHeader }>();
  const found: Between[] = [];
  for (const scan of scans) {
    for (const record of scan.records) {
      if (record.eventId === "") continue;
      const other = first.get(record.eventId);
      if (other === undefined) {
        first.set(record.eventId, { scan, record });
        continue;
      }
      const cause = causeOfDouble(record, other.record);
      const finding = recordFinding(
        scan,
        record,
        { code: "duplicate-event-id", cause },
        {
          what: `The id ${record.eventId} stands here and in line ${other.record.line} of ${other.scan.files[other.record.file]?.path}.`,
          expected: contentHash(other.record),
          actual: contentHash(record),
          related: [relatedRecord(other.scan, other.record)],
        },
      );
      found.push({ scan, finding });
    }
  }
  return found;
}

/** A copy is the same as a whole: an old event under a new number or link was put in again. */
function causeOfDouble(record: RecordHeader, other: RecordHeader): CauseOf<"duplicate-event-id"> {
  if (isCopyOf(record, other)) return "copied";
  return contentHash(record) === contentHash(other) ? "put-in-again" : "different-content";
}
