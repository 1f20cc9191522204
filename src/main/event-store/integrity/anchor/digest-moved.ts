import type { AnchoredFileToday, AnchoredStream } from "../../../../shared/integrity/anchor.ts";
import type { ReadableFile } from "../../file-system.ts";
import { type LogSource, withLogFile } from "../../log/read-stream.ts";
import { digestFile } from "./digest-file.ts";

/**
 * Digests a stream whose files have other names now, or were cut at other places: its bytes one after the other, in
 * pieces as long as the anchored files were. What has grown counts for the last.
 * @param files of the stream as they are now, in their order
 * @throws StreamUnreadableError
 */
export async function digestMoved(
  source: LogSource,
  anchored: AnchoredStream["files"],
  files: readonly string[],
): Promise<ReadonlyMap<string, AnchoredFileToday>> {
  const sizes: number[] = [];
  for (const file of files) sizes.push(await withLogFile(source, file, async (open) => (await open.stat()).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const today = new Map<string, AnchoredFileToday>();
  let start = 0;
  for (const [index, { path, size }] of anchored.entries()) {
    const piece = pieceOf(source, files, sizes, start);
    const left = Math.max(0, total - start);
    const isLast = index === anchored.length - 1;
    const { digest, lines } = await digestFile(piece, size);
    today.set(path, { state: "read", size: isLast ? left : Math.min(left, size), digest, lines });
    start += size;
  }
  return today;
}

/** The files of a stream as one, from a byte on. */
function pieceOf(
  source: LogSource,
  files: readonly string[],
  sizes: readonly number[],
  start: number,
): Pick<ReadableFile, "read"> {
  return {
    async read(buffer, position) {
      let offset = start + position;
      for (const [index, size] of sizes.entries()) {
        const file = files[index];
        if (file !== undefined && offset < size) {
          return withLogFile(source, file, (open) => open.read(buffer.subarray(0, size - offset), offset));
        }
        offset -= size;
      }
      return 0;
    },
  };
}
