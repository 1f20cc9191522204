import { dirname } from "node:path";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import { leadsInto } from "../../event-store/project/leads-into.ts";
import { harmlessText } from "./harmless.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Refuses to write what a person asked for into the folder “.semiont” of a project, the log above all.
 * @param path as it was given
 * @throws UsageError
 */
export async function refuseOutput(path: string, eventsDir: string): Promise<void> {
  if (!(await leadsInto(nodeFileSystem, path, dirname(eventsDir)))) return;
  throw new UsageError(
    `${harmlessText(path)} is inside “.semiont”, where only the project's own files belong. Choose another folder.`,
  );
}
