import { join } from "node:path";
import type { Finding } from "../../../shared/integrity/finding.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { FileSystem } from "../../event-store/file-system.ts";
import { scanStream } from "../../event-store/integrity/scan-stream.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import { isMissing } from "../../event-store/system-error.ts";
import { type BundleSubject, chooseSlices, problemWithSubject, streamsFor } from "./choose-slices.ts";
import { type FileRange, rangesOf } from "./slice-scan.ts";

/** A project and what is known of it. */
export interface BundleSource {
  readonly fileSystem: FileSystem;
  /** The folder that holds `.semiont`. */
  readonly root: string;
  readonly eventsDir: string;
  readonly name: string;
  /** What the last check has found. */
  readonly findings: readonly Finding[];
}

/** A part of a log that is a project of its own: which bytes of which files, and what a check of them finds. */
export interface Bundle {
  readonly subject: BundleSubject;
  readonly project: string;
  readonly ranges: readonly FileRange[];
  readonly events: number;
  /** Of the lines, without the config and the description. */
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** Findings that the whole log does not have, because the beginning of a chain was cut off. */
  readonly made: readonly Finding[];
  /** `.semiont/config` as it stands; null where there is none. */
  readonly config: Uint8Array | null;
}

/**
 * Reads what a bundle needs and chooses its lines. Writes nothing.
 *
 * @param before how many lines to keep before the first that is needed; null for all
 * @throws ContractError `unsupported`, `not-found`
 */
export async function planBundle(source: BundleSource, subject: BundleSubject, before: number | null): Promise<Bundle> {
  const problem = problemWithSubject(subject);
  if (problem !== null) {
    throw new ContractError({
      code: "unsupported",
      message: problem,
      advice: "Save the report instead, or make a bundle of the whole resource.",
    });
  }
  const { fileSystem, eventsDir, root } = source;
  const wanted = streamsFor(subject, source.findings);
  const { streams } = await discoverStreams(fileSystem, eventsDir);
  const scans: StreamScan[] = [];
  for (const stream of streams) {
    if (wanted.has(stream.streamId)) scans.push(await scanStream({ fileSystem, eventsDir }, stream));
  }
  const unreadable = scans.flatMap((scan) => scan.unreadable)[0];
  if (unreadable !== undefined) {
    throw new ContractError({
      code: "unreadable",
      message: `${unreadable.file} cannot be read: ${unreadable.message}`,
      advice: "Give your user permission to read it; a bundle without it would show something else.",
    });
  }
  const { slices, findings, made } = chooseSlices(scans, subject, before);
  const ranges = slices.flatMap(rangesOf);
  return {
    subject,
    project: source.name,
    ranges,
    events: slices.reduce((sum, { scan, lines, from, to }) => sum + eventsIn(scan, lines.slice(from, to)), 0),
    bytes: ranges.reduce((sum, { from, to }) => sum + to - from, 0),
    findings,
    made,
    config: await readConfig(fileSystem, root),
  };
}

function eventsIn(scan: StreamScan, kept: readonly object[]): number {
  if (scan.malformed.length === 0) return kept.length;
  const malformed = new Set<object>(scan.malformed);
  return kept.filter((line) => !malformed.has(line)).length;
}

async function readConfig(fileSystem: FileSystem, root: string): Promise<Uint8Array | null> {
  try {
    return await fileSystem.readFile(join(root, ".semiont", "config"));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A name for the folder or the archive, of letters that every system takes. */
export function bundleName({ subject }: Bundle): string {
  const parts =
    subject.kind === "stream"
      ? [subject.stream]
      : [subject.finding.cause, subject.finding.stream, String(subject.finding.sequence ?? subject.finding.line ?? "")];
  const name = parts.filter((part) => part !== "").join("-");
  return `bundle-${name.replaceAll(/[^\w-]+/gu, "-").slice(0, 80)}`;
}
