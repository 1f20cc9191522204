import { createHash } from "node:crypto";
import { PRINT_CHARACTERS } from "../../../../shared/integrity/anchor.ts";
import type { ReadableFile } from "../../file-system.ts";

const CHUNK = 256 * 1024;
const NEWLINE = 0x0a;
/** Of a line's SHA-256: four characters of base64 hold three bytes. */
const PRINT_BYTES = (PRINT_CHARACTERS / 4) * 3;

export interface FileDigest {
  /** Bytes that were read: as many as were asked for, or all that there are. */
  readonly size: number;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
  /** A print of each line, one after another. */
  readonly lines: string;
}

/** Digests the first bytes of a file, and each line in them, with memory that stays flat. */
export async function digestFile(file: Pick<ReadableFile, "read">, most: number): Promise<FileDigest> {
  const whole = createHash("sha256");
  const prints: string[] = [];
  const buffer = Buffer.allocUnsafe(CHUNK);
  let size = 0;
  let line = createHash("sha256");
  let isLineOpen = false;
  const closeLine = () => {
    prints.push(line.digest().toString("base64", 0, PRINT_BYTES));
    line = createHash("sha256");
    isLineOpen = false;
  };
  while (size < most) {
    const read = await file.read(buffer.subarray(0, Math.min(CHUNK, most - size)), size);
    if (read === 0) break;
    size += read;
    const content = buffer.subarray(0, read);
    whole.update(content);
    let start = 0;
    for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, start)) {
      line.update(content.subarray(start, end));
      closeLine();
      start = end + 1;
    }
    if (start < read) {
      line.update(content.subarray(start));
      isLineOpen = true;
    }
  }
  if (isLineOpen) closeLine();
  return { size, digest: whole.digest("hex"), lines: prints.join("") };
}
