import type { Finding } from "../../../shared/integrity/finding.ts";
import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import type { RecordHeader, StreamScan } from "../../../shared/integrity/record-header.ts";
import type { ProofState } from "../../../shared/ipc/model/timeline.ts";
import { type ReplayOrder, stepOfPosition } from "./stream-index.ts";

const SEVERITY_RANK: Readonly<Record<Severity, number>> = { info: 0, explained: 1, suspect: 2 };
const PROOF_ORDER: readonly ProofState[] = ["proven", "unchained", "explained", "unproven"];

export function worseSeverity(left: Severity | null, right: Severity): Severity {
  return left !== null && SEVERITY_RANK[left] >= SEVERITY_RANK[right] ? left : right;
}

/** Finds the record that a finding is about. */
export class RecordPlaces {
  readonly #byPlace = new Map<string, number>();
  readonly #files: readonly string[];

  constructor(scan: StreamScan) {
    this.#files = scan.files.map(({ path }) => `.semiont/events/${path}`);
    for (const [index, { file, line }] of scan.records.entries()) this.#byPlace.set(`${file}:${line}`, index + 1);
  }

  /** @returns the position of a record, or undefined where there is none on that line. */
  positionOf(file: string | null, line: number | null): number | undefined {
    return file === null || line === null ? undefined : this.#byPlace.get(`${this.#files.indexOf(file)}:${line}`);
  }
}

/** The worst finding of each record that has any. */
export function severitiesByPosition(scan: StreamScan, findings: readonly Finding[]): ReadonlyMap<number, Severity> {
  const severities = new Map<number, Severity>();
  if (findings.length === 0) return severities;
  const places = new RecordPlaces(scan);
  for (const { file, line, severity } of findings) {
    const position = places.positionOf(file, line);
    if (position !== undefined) severities.set(position, worseSeverity(severities.get(position) ?? null, severity));
  }
  return severities;
}

/**
 * How far the state after each record is proven, in file order. A state is made by all events replayed up to it, so it
 * is never better than the ones before; a line that is no record may have been an event, and harms what follows it.
 */
export function proofStates(
  scan: StreamScan,
  findings: readonly Finding[],
  severities: ReadonlyMap<number, Severity>,
  replay: ReplayOrder,
): readonly ProofState[] {
  const own = scan.records.map((record, index) => ownProof(record, severities.get(index + 1)));
  const suspectLines = new Set(
    findings.flatMap(({ code, severity, line }) => (code === "malformed-line" && severity === "suspect" ? [line] : [])),
  );
  for (const { recordsBefore, line } of scan.malformed) {
    if (suspectLines.has(line) && recordsBefore < own.length) own[recordsBefore] = 3;
  }
  const bySteps = new Uint8Array(own.length);
  for (const [index, rank] of own.entries()) bySteps[stepOfPosition(replay, index + 1) - 1] = rank;
  for (let step = 1; step < bySteps.length; step += 1) {
    bySteps[step] = Math.max(bySteps[step] ?? 0, bySteps[step - 1] ?? 0);
  }
  return own.map((_, index) => PROOF_ORDER[bySteps[stepOfPosition(replay, index + 1) - 1] ?? 0] ?? "unproven");
}

function ownProof({ checksumState }: RecordHeader, severity: Severity | undefined): number {
  if (severity === "suspect" || checksumState === "mismatch") return 3;
  if (severity === "explained" || checksumState === "renamed") return 2;
  return checksumState === "absent" ? 1 : 0;
}
