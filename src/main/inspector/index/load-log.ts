import { combineDiagnoses } from "../../../shared/integrity/diagnose-project.ts";
import type { StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { worstVerdict } from "../../../shared/integrity/verdict.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import { buildStreamIndex } from "./build-stream-index.ts";
import { digestStream, type GrowingDigest } from "./digest-stream.ts";
import type { RecordSource } from "./record-reader.ts";
import type { StreamIndex } from "./stream-index.ts";

/** One stream as it stands in one place of the log. An id that stands in two places has two. */
export interface StreamPlace {
  readonly reference: StreamReference;
  readonly scan: StreamScan;
  /** What the stream says by itself. */
  readonly diagnosis: StreamDiagnosis;
}

/** Where a stream stands: its first file's path names it. */
export function placeKey({ files, folder, streamId }: StreamReference): string {
  return files[0] ?? `${folder}/${streamId}`;
}

/** Adds what shows between streams. @returns the diagnoses in the order of the places */
export function diagnosePlaces(places: readonly StreamPlace[]): readonly StreamDiagnosis[] {
  return combineDiagnoses(
    places.map(({ scan }) => scan),
    places.map(({ diagnosis }) => diagnosis),
  ).streams;
}

/** One id's places as one scan, its files one behind the other. */
function mergeScans(scans: readonly StreamScan[]): StreamScan {
  const [first, ...others] = scans;
  if (first === undefined) throw new RangeError("There is no scan to merge.");
  return others.reduce((merged, scan): StreamScan => {
    const file = merged.files.length;
    const before = merged.records.length;
    return {
      streamId: merged.streamId,
      files: [...merged.files, ...scan.files],
      records: [...merged.records, ...scan.records.map((record) => ({ ...record, file: record.file + file }))],
      malformed: [
        ...merged.malformed,
        ...scan.malformed.map((line) => ({
          ...line,
          file: line.file + file,
          recordsBefore: line.recordsBefore + before,
        })),
      ],
      unreadable: [...merged.unreadable, ...scan.unreadable],
    };
  }, first);
}

/** Reads the payloads of a stream and puts its index together. */
export async function indexStream(
  source: RecordSource,
  scans: readonly StreamScan[],
  diagnoses: readonly StreamDiagnosis[],
  before: { readonly growing?: GrowingDigest | undefined; readonly index?: StreamIndex | undefined } = {},
  signal?: AbortSignal,
): Promise<{ readonly index: StreamIndex; readonly growing: GrowingDigest }> {
  const scan = mergeScans(scans);
  const growing = await digestStream(source, scan, before.growing, signal);
  return { index: buildStreamIndex(scan, growing.digest, mergeDiagnoses(diagnoses), before.index), growing };
}

export function mergeDiagnoses(diagnoses: readonly StreamDiagnosis[]): Pick<StreamIndex, "findings" | "verdict"> {
  const [first, ...others] = diagnoses;
  if (first === undefined) throw new RangeError("There is no diagnosis to merge.");
  const findings = [first, ...others].flatMap((diagnosis) => diagnosis.findings);
  return { findings, verdict: worstVerdict([first, ...others].map(({ verdict }) => verdict)) };
}
