import type { Finding } from "../../../shared/integrity/finding.ts";
import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import type { RecordEra } from "../../../shared/integrity/record-era.ts";
import type { RecordHeader, StreamScan } from "../../../shared/integrity/record-header.ts";
import type { Verdict } from "../../../shared/integrity/verdict.ts";
import type { ProofState } from "../../../shared/ipc/model/timeline.ts";
import type { TextChunk } from "./stream-text.ts";

/** What the newest view of a resource says about it, for lists. */
export interface ResourceFacts {
  readonly name: string;
  readonly entityTypes: readonly string[];
  readonly annotations: number;
  readonly archived: boolean;
  readonly mediaType: string | null;
  readonly storageUri: string | null;
}

/** What was read from the payloads of a stream's records. Lists run in file order. */
export interface StreamDigest {
  readonly jobs: readonly (string | null)[];
  readonly annotations: readonly (string | null)[];
  readonly texts: readonly TextChunk[];
  readonly facts: ResourceFacts;
  /** SHA-256 of the text of the newest view as a rebuild writes it; null for the system stream and without events. */
  readonly viewDigest: string | null;
}

/** Everything the inspector keeps of one stream. Replaced as a whole when the stream changes. */
export interface StreamIndex extends StreamDigest {
  readonly streamId: string;
  readonly isSystem: boolean;
  readonly scan: StreamScan;
  readonly bytes: number;
  /** Milliseconds since 1970 in file order; NaN where the timestamp cannot be read. */
  readonly times: Float64Array;
  readonly replay: ReplayOrder;
  /** Positions of records whose sequence number is lower than one before them. */
  readonly late: ReadonlySet<number>;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  readonly findingCounts: Readonly<Record<Severity, number>>;
  readonly eras: ReadonlyMap<RecordEra, number>;
  /** The earliest and the latest time; null where none can be read. */
  readonly span: { readonly from: number; readonly to: number } | null;
  /** The timestamps of the earliest and the latest event, as they are recorded; where no time can be read, of the first and last. */
  readonly earliest: string | null;
  readonly latest: string | null;
  /** Worst severity of the findings of a record, by its position. */
  readonly severities: ReadonlyMap<number, Severity>;
  /** Proof of the state that each record leads to, in file order. */
  readonly proofs: readonly ProofState[];
}

/** Where records stand in replay, which goes by sequence number and not by place. Steps and positions count from 1. */
export interface ReplayOrder {
  /** Null when both orders are the same, as they nearly always are. */
  readonly positions: Uint32Array | null;
  readonly steps: Uint32Array | null;
}

export function replayOrder(records: readonly RecordHeader[]): ReplayOrder {
  const isOrdered = records.every(
    (record, index) => (records[index - 1]?.sequence ?? record.sequence) <= record.sequence,
  );
  if (isOrdered) return { positions: null, steps: null };
  const order = records.map((record, index) => ({ sequence: record.sequence, position: index + 1 }));
  order.sort((left, right) => left.sequence - right.sequence || left.position - right.position);
  const positions = Uint32Array.from(order, ({ position }) => position);
  const steps = new Uint32Array(records.length);
  for (const [index, position] of positions.entries()) steps[position - 1] = index + 1;
  return { positions, steps };
}

export function positionOfStep({ positions }: ReplayOrder, step: number): number {
  return positions?.[step - 1] ?? step;
}

export function stepOfPosition({ steps }: ReplayOrder, position: number): number {
  return steps?.[position - 1] ?? position;
}

/** @throws RangeError when there is no such record; positions come from this index or were checked against it. */
export function recordAt(index: StreamIndex, position: number): RecordHeader {
  const record = index.scan.records[position - 1];
  if (record === undefined) throw new RangeError(`${index.streamId} has no record ${position}.`);
  return record;
}

/** The file of a record or line, below the project folder. */
export function projectFile(scan: StreamScan, file: number): string {
  return `.semiont/events/${scan.files[file]?.path ?? ""}`;
}

/** The name a stream is shown by: that of its resource, else its id. */
export function nameOf(index: Pick<StreamIndex, "streamId" | "isSystem" | "facts">): string {
  if (index.isSystem) return "System";
  return index.facts.name.trim() === "" ? index.streamId : index.facts.name;
}
