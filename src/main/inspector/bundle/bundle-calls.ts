import { Buffer } from "node:buffer";
import { join } from "node:path";
import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { BundlePlan, BundleSubject as NamedSubject } from "../../../shared/ipc/model/bundle.ts";
import { nameOf, projectFile } from "../index/stream-index.ts";
import type { ProjectSession } from "../session/project-session.ts";
import { streamOf } from "../timeline/event-selection.ts";
import { type Bundle, type BundleSource, bundleName, planBundle } from "./bundle.ts";
import type { BundleSubject } from "./choose-slices.ts";
import { writeBundle } from "./write-bundle.ts";
import { zipBundle } from "./zip-bundle.ts";

const MOST_FINDINGS = 200;

interface Planned {
  readonly source: BundleSource;
  readonly bundle: Bundle;
  readonly title: string;
}

/** What a bundle of an open project would hold. @throws ContractError `not-found`, `unsupported`, `unreadable` */
export async function describePlan(session: ProjectSession, named: NamedSubject): Promise<BundlePlan> {
  const { bundle, title } = await plan(session, named);
  return {
    title,
    files: bundle.ranges.map(({ path, lines, from, to }) => ({ file: path, lines, bytes: to - from })),
    events: bundle.events,
    bytes: bundle.bytes,
    findings: bundle.findings.slice(0, MOST_FINDINGS),
  };
}

/** The bundle as an archive for the page to save. @throws ContractError as {@link describePlan}, and when it is too large */
export async function archiveBundle(session: ProjectSession, named: NamedSubject, now: Date) {
  const { source, bundle } = await plan(session, named);
  const archive = await zipBundle(source, bundle, now);
  return {
    fileName: `${bundleName(bundle)}.zip`,
    mediaType: "application/zip",
    content: Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength).toString("base64"),
  };
}

/** Writes the bundle into a new folder of a folder that the person chose. @returns where it is */
export async function saveBundle(session: ProjectSession, named: NamedSubject, folder: string): Promise<string> {
  const { source, bundle } = await plan(session, named);
  const target = join(folder, bundleName(bundle));
  await writeBundle(source, bundle, target);
  return target;
}

async function plan(session: ProjectSession, named: NamedSubject): Promise<Planned> {
  const { index, source: log, folder, name } = session;
  const { subject, title } = subjectOf(session, named);
  const stream = subject.kind === "finding" ? subject.finding.stream : subject.stream;
  const source = {
    fileSystem: log.fileSystem,
    eventsDir: log.eventsDir,
    root: folder,
    name,
    findings: streamOf(index, stream).findings,
  };
  return { source, bundle: await planBundle(source, subject, null), title };
}

function subjectOf({ index }: ProjectSession, named: NamedSubject): { subject: BundleSubject; title: string } {
  if (named.kind === "finding") {
    for (const stream of index.streams()) {
      const finding = stream.findings.find(({ id }) => id === named.id);
      if (finding === undefined) continue;
      const title = `${describeCause(finding.code, finding.cause).label} in ${nameOf(stream)}`;
      return { subject: { kind: "finding", finding }, title };
    }
    throw new ContractError({
      code: "not-found",
      message: "A check of the log does not find this now.",
      advice: "Findings that come from git or an anchor cannot be shown by a part of the log; of others, check again.",
    });
  }
  const stream = streamOf(index, named.kind === "stream" ? named.stream : named.reference.stream);
  const { streamId } = stream;
  if (named.kind === "stream") {
    return { subject: { kind: "stream", stream: streamId, until: null }, title: nameOf(stream) };
  }
  const record = stream.scan.records[named.reference.position - 1];
  if (record === undefined) {
    throw new ContractError({ code: "not-found", message: "This event is gone: the log has changed." });
  }
  const until = { stream: streamId, file: projectFile(stream.scan, record.file), line: record.line };
  return {
    subject: { kind: "stream", stream: streamId, until },
    title: `${nameOf(stream)}, up to event ${record.sequence}`,
  };
}
