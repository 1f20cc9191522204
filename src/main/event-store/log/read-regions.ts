import type { ReadableFile } from "../file-system.ts";

const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Reads a file in pieces of whole lines, to look for something in them without telling them apart: the next piece is
 * read while one is looked at. Memory stays within twice the longest line, and two pieces.
 * @param take gets each piece, to be used before it returns, and where it begins in the file; false when it has enough
 * @returns where reading has stopped, because of `take` or of a line that is longer than allowed; `undefined` at the end
 */
export async function readRegions(
  file: ReadableFile,
  longestLine: number,
  take: (region: Buffer, offset: number) => boolean,
): Promise<number | undefined> {
  let buffer = Buffer.allocUnsafe(CHUNK);
  let spare = Buffer.alloc(0);
  let filled = 0;
  let offset = 0;
  let reading = file.read(buffer, 0);
  for (;;) {
    const read = await reading;
    const content = buffer.subarray(0, filled + read);
    // What stands behind the last newline is the last line.
    const end = read === 0 ? content.length : content.lastIndexOf(NEWLINE) + 1;
    const rest = content.length - end;
    const isLast = read === 0 || rest > longestLine;
    if (!isLast) {
      if (spare.length < rest + CHUNK) spare = Buffer.allocUnsafe(rest * 2 + CHUNK);
      content.copy(spare, 0, end);
      reading = file.read(spare.subarray(rest), offset + content.length);
    }
    let goesOn = false;
    try {
      goesOn = end === 0 || take(content.subarray(0, end), offset);
    } finally {
      // The file is closed when this ends, and must not be read any more then.
      if (!goesOn) await Promise.allSettled([reading]);
    }
    if (!goesOn) return offset;
    if (isLast) return rest > 0 ? offset + end : undefined;
    [buffer, spare] = [spare, buffer];
    offset += end;
    filled = rest;
  }
}
