import { resolve } from "node:path";
import { z } from "zod";
import { describeCause } from "../../../../shared/integrity/finding-causes.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { nodeFileSystem } from "../../../event-store/file-system.ts";
import { verifyProject } from "../../../event-store/integrity/verify-project.ts";
import { planBundle } from "../../../inspector/bundle/bundle.ts";
import type { BundleSubject } from "../../../inspector/bundle/choose-slices.ts";
import { writeBundle } from "../../../inspector/bundle/write-bundle.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { findStream, openLog } from "../open-log.ts";
import type { Terminal } from "../terminal.ts";

export const bundleOptions = z.object({
  out: z.string().min(1),
  /** Lines to keep before the first that is needed; all of them unless given. */
  before: z.int().nonnegative().optional(),
  json: z.literal(true).optional(),
});
export type BundleOptions = z.infer<typeof bundleOptions>;

/** Writes the part of a log that shows a finding, or one resource, as a project of its own. @returns the exit code */
export async function bundle(
  folder: string,
  what: string,
  { out, before, json }: BundleOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const log = await openLog(folder, terminal);
  const { root, eventsDir, name } = log.project;
  const { findings } = await verifyProject(eventsDir, {
    signal,
    onProgress: (done, total) => terminal.progress(`Checking streams: ${done} of ${total}`),
  });
  terminal.progress("");
  const finding = findings.find(({ id }) => id === what);
  const subject: BundleSubject =
    finding === undefined
      ? { kind: "stream", stream: findStream(log, what), until: null }
      : { kind: "finding", finding };
  const source = { fileSystem: nodeFileSystem, root, eventsDir, name, findings };
  const made = await planBundle(source, subject, before ?? null);
  await writeBundle(source, made, out);
  const files = made.ranges.map(({ path, lines, from, to }) => ({ file: path, lines, bytes: to - from }));
  if (json) {
    const { events, bytes, findings: shown, made: fromTheCut } = made;
    const ids = new Set(fromTheCut.map(({ id }) => id));
    const own = shown.filter(({ id }) => !ids.has(id));
    terminal.print(harmlessJson({ folder: resolve(out), events, bytes, files, findings: own, fromTheCut }, 2));
    return 0;
  }
  const shows = finding === undefined ? "" : ` It shows “${describeCause(finding.code, finding.cause).label}”.`;
  terminal.print(
    `Copied ${plural(made.events, "event")} of ${plural(files.length, "file")} to ${harmlessText(out)}.${shows}`,
  );
  if (made.made.length > 0) {
    terminal.print(`${plural(made.made.length, "finding")} more only come from the cut; BUNDLE.md lists them.`);
  }
  terminal.print("Names and texts in it are as they were recorded: read it before you send it.");
  return 0;
}
