import { z } from "zod";
import type { Anchor } from "../../../../shared/integrity/anchor.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { nodeFileSystem } from "../../../event-store/file-system.ts";
import { readAnchorFile, writeAnchorFile } from "../../../event-store/integrity/anchor/anchor-file.ts";
import { isAnchorRefusedError } from "../../../event-store/integrity/anchor/anchor-refused-error.ts";
import { takeAnchor } from "../../../event-store/integrity/anchor/take-anchor.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { openLog } from "../open-log.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const anchorOptions = z.object({ out: z.string().min(1), json: z.literal(true).optional() });
export type AnchorOptions = z.infer<typeof anchorOptions>;

/** Saves the state of the log to a file, to hold a later state against it. @returns the exit code */
export async function anchor(
  folder: string,
  { out, json }: AnchorOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { project } = await openLog(folder, terminal);
  const taken = await asUsage(async () => {
    const state = await takeAnchor(project.eventsDir, {
      project: project.name,
      now: new Date(),
      signal,
      onProgress: (done, total) => terminal.progress(`Reading streams: ${done} of ${total}`),
    });
    await writeAnchorFile(nodeFileSystem, out, state, project.eventsDir);
    return state;
  });
  terminal.progress("");
  const events = taken.streams.reduce((sum, stream) => sum + stream.events, 0);
  if (json) {
    terminal.print(harmlessJson({ file: out, root: taken.root, streams: taken.streams.length, events }, 2));
    return 0;
  }
  terminal.print(
    `Anchored ${plural(taken.streams.length, "stream")} with ${plural(events, "event")} in ${harmlessText(out)}.`,
  );
  terminal.print(`root  ${taken.root}`);
  terminal.print("Keep the file, or at least the root, where whoever can change the log cannot change it too.");
  return 0;
}

/** Reads an anchor that a person named. @throws UsageError when it is none */
export function readAnchor(path: string): Promise<Anchor> {
  return asUsage(() => readAnchorFile(nodeFileSystem, path));
}

async function asUsage<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw isAnchorRefusedError(error) ? new UsageError(error.message) : error;
  }
}
