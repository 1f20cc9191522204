import { z } from "zod";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { findStream, openLog } from "../open-log.ts";
import type { Terminal } from "../terminal.ts";
import { readPoint, viewAt } from "../view-point.ts";

export const viewOptions = z.object({
  at: z.string(),
  json: z.literal(true).optional(),
});
export type ViewOptions = z.infer<typeof viewOptions>;

/** Prints a view as JSON; without `--json` it is said beside it what it is. */
export async function view(
  folder: string,
  resourceId: string,
  options: ViewOptions,
  terminal: Terminal,
): Promise<number> {
  const point = readPoint(options.at);
  const log = await openLog(folder, terminal);
  const stream = findStream(log, resourceId);
  const { view: value, label } = await viewAt(log, stream, point, terminal);
  if (!options.json) terminal.say(harmlessText(`${stream}, ${label}`));
  terminal.print(harmlessJson(value, 2));
  return 0;
}
