import type { Finding } from "../../../shared/integrity/finding.ts";
import { describeCause, type Severity } from "../../../shared/integrity/finding-causes.ts";
import { VERDICTS, type Verdict, worstVerdict } from "../../../shared/integrity/verdict.ts";
import type { MethodInput, MethodOutput } from "../../../shared/ipc/contract.ts";
import type { IntegrityReport, ListedFinding, StreamVerdict } from "../../../shared/ipc/model/integrity.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import { RecordPlaces } from "../index/record-places.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { verdictCounts } from "../resources/overview.ts";
import type { Acknowledgements } from "./acknowledgements.ts";

const RANK: Readonly<Record<Severity, number>> = { suspect: 0, explained: 1, info: 2 };

/** When the findings were made, and how long that took. */
export interface CheckTime {
  readonly checkedAt: Date;
  readonly durationMs: number;
  /** Set when a folder could not be listed: nothing better can be said of the project then. */
  readonly atWorst: Verdict;
  /** Suspect findings that somebody has acknowledged. */
  readonly acknowledged: number;
}

export function projectVerdict(project: ProjectIndex, atWorst: Verdict): Verdict {
  return worstVerdict([atWorst, ...Array.from(project.streams(), ({ verdict }) => verdict)]);
}

export function integrityReport(
  project: ProjectIndex,
  { checkedAt, durationMs, atWorst, acknowledged }: CheckTime,
): IntegrityReport {
  const groups = new Map<string, { finding: Finding; findings: number; streams: Set<string> }>();
  const counts = { suspect: 0, explained: 0, info: 0 };
  let events = 0;
  for (const stream of project.streams()) {
    events += stream.scan.records.length;
    for (const finding of stream.findings) {
      counts[finding.severity] += 1;
      const key = `${finding.code} ${finding.cause}`;
      const group = groups.get(key) ?? { finding, findings: 0, streams: new Set<string>() };
      group.findings += 1;
      group.streams.add(finding.stream);
      groups.set(key, group);
    }
  }
  return {
    revision: project.revision,
    verdict: projectVerdict(project, atWorst),
    checkedAt: checkedAt.toISOString(),
    durationMs,
    streams: project.size,
    events,
    counts,
    acknowledged,
    groups: [...groups.values()]
      .map(({ finding: { code, cause, severity }, findings, streams }) => {
        const { label, explanation } = describeCause(code, cause);
        return { code, cause, severity, label, explanation, findings, streams: streams.size };
      })
      .sort((left, right) => RANK[left.severity] - RANK[right.severity] || right.findings - left.findings),
    verdicts: verdictCounts(project),
  };
}

export function streamVerdicts(
  project: ProjectIndex,
  { verdict, offset, limit }: MethodInput<"integrity.streams">,
): MethodOutput<"integrity.streams"> {
  const streams = [...project.streams()]
    .filter((stream) => verdict === null || stream.verdict === verdict)
    .sort((left, right) => VERDICTS.indexOf(right.verdict) - VERDICTS.indexOf(left.verdict) || byName(left, right));
  return { total: streams.length, rows: streams.slice(offset, offset + limit).map(streamVerdict) };
}

function byName(left: StreamIndex, right: StreamIndex): number {
  return nameOf(left).localeCompare(nameOf(right), "en") || (left.streamId < right.streamId ? -1 : 1);
}

function streamVerdict(stream: StreamIndex): StreamVerdict {
  const worst = stream.findings.toSorted((left, right) => RANK[left.severity] - RANK[right.severity])[0];
  const isBad = worst !== undefined && worst.severity !== "info";
  return {
    stream: stream.streamId,
    name: nameOf(stream),
    verdict: stream.verdict,
    events: stream.scan.records.length,
    counts: stream.findingCounts,
    firstBad: isBad ? referenceTo(stream, new RecordPlaces(stream.scan), worst) : null,
  };
}

export function listFindings(
  project: ProjectIndex,
  { code, cause, severity, stream, offset, limit }: MethodInput<"integrity.findings">,
  acknowledgements: Acknowledgements,
): MethodOutput<"integrity.findings"> {
  const found: { readonly finding: Finding; readonly index: StreamIndex }[] = [];
  for (const index of project.streams()) {
    if (stream !== null && index.streamId !== stream) continue;
    for (const finding of index.findings) {
      const isWanted =
        (code === null || finding.code === code) &&
        (cause === null || finding.cause === cause) &&
        (severity === null || finding.severity === severity);
      if (isWanted) found.push({ finding, index });
    }
  }
  found.sort((left, right) => RANK[left.finding.severity] - RANK[right.finding.severity]);
  const places = new Map<StreamIndex, RecordPlaces>();
  const rows = found.slice(offset, offset + limit).map(({ finding, index }) => {
    const known = places.get(index) ?? new RecordPlaces(index.scan);
    places.set(index, known);
    return listed(index, known, finding, acknowledgements);
  });
  return { total: found.length, rows };
}

export function findFinding(
  project: ProjectIndex,
  id: string,
  acknowledgements: Acknowledgements,
): ListedFinding | null {
  for (const stream of project.streams()) {
    const finding = stream.findings.find((candidate) => candidate.id === id);
    if (finding !== undefined) return listed(stream, new RecordPlaces(stream.scan), finding, acknowledgements);
  }
  return null;
}

/** A finding about the project that did not come from its chains: its stream may be gone. */
export function listedFinding(
  project: ProjectIndex,
  finding: Finding,
  acknowledgements: Acknowledgements,
): ListedFinding {
  const stream = project.get(finding.stream);
  if (stream !== undefined) return listed(stream, new RecordPlaces(stream.scan), finding, acknowledgements);
  return { finding, resourceName: finding.stream, reference: null, acknowledged: acknowledgements.of(finding.id) };
}

function listed(
  stream: StreamIndex,
  places: RecordPlaces,
  finding: Finding,
  acknowledgements: Acknowledgements,
): ListedFinding {
  return {
    finding,
    resourceName: nameOf(stream),
    reference: referenceTo(stream, places, finding),
    acknowledged: acknowledgements.of(finding.id),
  };
}

function referenceTo(stream: StreamIndex, places: RecordPlaces, { file, line }: Finding): ListedFinding["reference"] {
  const position = places.positionOf(file, line);
  return position === undefined ? null : { stream: stream.streamId, position };
}
