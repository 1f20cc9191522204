import { mkdtemp, open, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Finding } from "../../../shared/integrity/finding.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { verifyProject } from "../../event-store/integrity/verify-project.ts";
import { makeFolder } from "../../event-store/make-folder.ts";
import { leadsInto } from "../../event-store/project/leads-into.ts";
import { errorCode, isMissing } from "../../event-store/system-error.ts";
import type { Bundle, BundleSource } from "./bundle.ts";
import { describeBundle } from "./bundle-description.ts";
import { readRange } from "./read-range.ts";

/**
 * Writes the bundle as a project of its own, whole or not at all, and checks that it shows what it is to show.
 *
 * @param folder absolute; is made, and may be there when it is empty
 * @throws ContractError `not-allowed` when the folder is inside the project or not empty, `unreadable` when it cannot be
 * written, `not-found` when the log has changed meanwhile
 */
export async function writeBundle(source: BundleSource, bundle: Bundle, folder: string): Promise<void> {
  const target = resolve(folder);
  await refuseInside(source.root, target);
  await refuseFilled(target);
  try {
    await makeFolder(dirname(target));
    const beside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    try {
      await fill(source, bundle, beside);
      await refuseDifferent(bundle, beside);
      // Not every system renames onto a folder, even an empty one.
      await rmdir(target).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof ContractError || errorCode(error) === undefined) throw error;
    throw new ContractError(
      {
        code: "unreadable",
        message: `The bundle cannot be written to ${target}: ${error instanceof Error ? error.message : String(error)}`,
        advice: "Choose another folder.",
        subject: target,
      },
      { cause: error },
    );
  }
}

async function fill(source: BundleSource, bundle: Bundle, folder: string): Promise<void> {
  const events = join(folder, ".semiont", "events");
  await makeFolder(events);
  await writeFile(join(folder, "BUNDLE.md"), describeBundle(bundle));
  if (bundle.config !== null) await writeFile(join(folder, ".semiont", "config"), bundle.config);
  for (const range of bundle.ranges) {
    const path = join(events, range.path);
    await makeFolder(dirname(path));
    const file = await open(path, "wx");
    try {
      await readRange(source, range, async (chunk) => {
        await file.writeFile(chunk);
      });
    } finally {
      await file.close();
    }
  }
}

/** Nothing but events may come to stand in a project. */
async function refuseInside(root: string, target: string): Promise<void> {
  if (!(await leadsInto(nodeFileSystem, target, root))) return;
  throw new ContractError({
    code: "not-allowed",
    message: `${target} is inside the project, where nothing is written.`,
    advice: "Choose a folder outside of it.",
    subject: target,
  });
}

async function refuseFilled(target: string): Promise<void> {
  let message = `${target} is not empty, and nothing in it is overwritten.`;
  try {
    if ((await readdir(target)).length === 0) return;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    if (errorCode(error) !== "ENOTDIR") throw error;
    message = `${target} is a file.`;
  }
  throw new ContractError({
    code: "not-allowed",
    message,
    advice: "Name a folder that is not there yet, or an empty one.",
    subject: target,
  });
}

/** Holds what was written against what was announced. */
async function refuseDifferent(bundle: Bundle, folder: string): Promise<void> {
  const { findings } = await verifyProject(join(folder, ".semiont", "events"));
  if (sameSigns(findings, bundle.findings)) return;
  throw new ContractError({
    code: "not-found",
    message: "The log was changed while it was copied, and the copy shows something else.",
    advice: "Make the bundle again.",
  });
}

/** Places differ where the beginning was cut off; what is found about which event does not. */
function sameSigns(left: readonly Finding[], right: readonly Finding[]): boolean {
  const sign = ({ code, cause, stream, sequence, eventId, expected, actual }: Finding) =>
    JSON.stringify([code, cause, stream, sequence, eventId, expected, actual]);
  const signs = right.map(sign).sort();
  return (
    left.length === right.length &&
    left
      .map(sign)
      .sort()
      .every((one, index) => one === signs[index])
  );
}
