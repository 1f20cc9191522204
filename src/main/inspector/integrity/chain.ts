import type { Finding } from "../../../shared/integrity/finding.ts";
import { followLinks } from "../../../shared/integrity/links.ts";
import { RECORD_ERAS, recordEra } from "../../../shared/integrity/record-era.ts";
import type { ChainLink, ChainPage } from "../../../shared/ipc/model/integrity.ts";
import { projectFile, type StreamIndex } from "../index/stream-index.ts";

/** The chain of a stream as it is drawn; every record once, in file order. */
export interface Chain {
  readonly links: readonly ChainLink[];
  readonly lanes: number;
}

export function chainOf(stream: StreamIndex): Chain {
  const { records } = stream.scan;
  const followed = followLinks(records);
  const parents = followed.map(({ parent }) => parent);
  const lanes = chainLanes(parents);
  const findings = findingsByLine(stream);
  const bands = chainBands(records.map((record) => `${recordEra(record)} ${record.checksumState === "renamed"}`));
  const children = new Uint32Array(records.length);
  for (const parent of parents) if (parent !== undefined) children[parent] = (children[parent] ?? 0) + 1;
  const links = records.map((record, index): ChainLink => {
    const state = followed[index]?.state ?? "absent";
    const parent = parents[index];
    const here = findings.get(`${projectFile(stream.scan, record.file)}:${record.line}`) ?? [];
    return {
      reference: { stream: stream.streamId, position: index + 1 },
      sequence: record.sequence,
      type: record.type,
      timestamp: record.timestamp,
      checksum: record.checksum ?? null,
      parent: parent === undefined ? null : parent + 1,
      linkState: state === "unlinked" ? "absent" : state,
      linkCause: here.find(({ code }) => code === "link-mismatch")?.cause ?? null,
      checksumState: record.checksumState,
      lane: lanes[index] ?? 0,
      children: children[index] ?? 0,
      era: RECORD_ERAS[recordEra(record)],
      band: bands[index] ?? { number: 0, from: index + 1, to: index + 1 },
      proof: stream.proofs[index] ?? "unproven",
      findings: here.map(({ id }) => id),
    };
  });
  return { links, lanes: lanes.reduce((most, lane) => Math.max(most, lane + 1), 1) };
}

export function chainPage(stream: StreamIndex, chain: Chain, offset: number, limit: number): ChainPage {
  const links = chain.links.slice(offset, offset + limit);
  return { stream: stream.streamId, total: chain.links.length, lanes: chain.lanes, links };
}

/** Groups neighbours of one kind. Positions count from 1. */
export function chainBands(kinds: readonly string[]): readonly ChainLink["band"][] {
  const bands: ChainLink["band"][] = [];
  for (const [index, kind] of kinds.entries()) {
    const before = bands.at(-1);
    if (before !== undefined && kinds[index - 1] === kind) {
      before.to = index + 1;
      bands.push(before);
    } else bands.push({ number: (before?.number ?? -1) + 1, from: index + 1, to: index + 1 });
  }
  return bands;
}

function findingsByLine({ findings }: StreamIndex): ReadonlyMap<string, readonly Finding[]> {
  return Map.groupBy(findings, ({ file, line }) => `${file}:${line}`);
}

/**
 * Gives each record a column. The path that leads from the newest record back to the first is column 0; a fork that was
 * left behind stands in the first column that is free from its parent to its end.
 *
 * @param parents index of the record that each links to; undefined where there is none
 */
export function chainLanes(parents: readonly (number | undefined)[]): readonly number[] {
  const lanes = new Array<number>(parents.length).fill(-1);
  /** Per column the first record that is taken, as columns fill from the end. */
  const takenFrom: number[] = [];
  for (let tip = parents.length - 1; tip >= 0; tip -= 1) {
    if (lanes[tip] !== -1) continue;
    const path: number[] = [];
    for (let at: number | undefined = tip; at !== undefined && lanes[at] === -1; at = before(parents, at))
      path.push(at);
    const from = path.at(-1) ?? tip;
    const joins = before(parents, from) ?? from;
    const free = takenFrom.findIndex((taken) => taken > tip);
    // A break starts anew in column 0 when the line behind it has begun there.
    const lane = free === -1 ? takenFrom.length : free;
    for (const at of path) lanes[at] = lane;
    takenFrom[lane] = joins;
  }
  return lanes;
}

/** A record without a known parent follows the one that stands before it: a break is drawn in the line and not beside it. */
function before(parents: readonly (number | undefined)[], index: number): number | undefined {
  const parent = parents[index];
  if (parent !== undefined) return parent < index ? parent : undefined;
  return index === 0 ? undefined : index - 1;
}
