import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Rectangle } from "electron";
import { z } from "zod";
import { makeFolder } from "../../event-store/make-folder.ts";

const windowStateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(640).max(20_000),
  height: z.int().min(480).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** How the last window stood. @returns null when there was none, or what is kept is of no use */
export async function readWindowState(file: string): Promise<WindowState | null> {
  try {
    return windowStateSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // The first start, or a file that somebody edited: the window stands where the system puts it.
    return null;
  }
}

/** Beside and renamed, so that two apps that end at once leave one whole file. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await makeFolder(dirname(file));
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, JSON.stringify(state));
  await rename(beside, file);
}

/** Enough of a window to take hold of it. */
const VISIBLE = 80;

/** Whether a window would be seen: the screen that it stood on may be gone. */
export function isVisible({ x, y, width }: WindowState, screens: readonly Rectangle[]): boolean {
  return screens.some(
    (screen) =>
      x + width >= screen.x + VISIBLE &&
      x <= screen.x + screen.width - VISIBLE &&
      y >= screen.y &&
      y <= screen.y + screen.height - VISIBLE,
  );
}
