import { join } from "node:path";
import type { MethodInput, MethodOutput } from "../../../shared/ipc/contract.ts";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { type RecordSource, readBytes } from "../index/record-reader.ts";
import { projectFile, type StreamIndex } from "../index/stream-index.ts";

const MOST_BYTES = 16 * 1024;
const NEIGHBOURS = 2;
const LONGEST_NEIGHBOUR = 300;

/** The bytes of a line as they are in the file now, with the lines around it. @throws ContractError `not-found` */
export async function byteExcerpt(
  source: RecordSource,
  stream: StreamIndex,
  { file, line }: Pick<MethodInput<"integrity.bytes">, "file" | "line">,
): Promise<MethodOutput<"integrity.bytes">> {
  const { scan } = stream;
  const number = scan.files.findIndex((_, index) => projectFile(scan, index) === file);
  const lines = [...scan.records, ...scan.malformed]
    .filter((candidate) => candidate.file === number)
    .sort((left, right) => left.offset - right.offset);
  const index = lines.findIndex((candidate) => candidate.line === line);
  const place = lines[index];
  if (place === undefined) {
    throw new ContractError({
      code: "not-found",
      message: `${file} has no line ${line} with anything in it.`,
      subject: file,
    });
  }
  const open = await source.fileSystem.openToRead(join(source.eventsDir, scan.files[number]?.path ?? ""));
  try {
    const content = await readBytes(open, place.offset, Math.min(place.length, MOST_BYTES));
    const textOf = async ({ offset, length }: { readonly offset: number; readonly length: number }) => {
      const bytes = await readBytes(open, offset, Math.min(length, LONGEST_NEIGHBOUR));
      return `${new TextDecoder().decode(bytes)}${length > LONGEST_NEIGHBOUR ? "…" : ""}`;
    };
    return {
      file,
      line,
      offset: place.offset,
      bytes: place.length,
      content: Buffer.from(content).toString("base64"),
      cut: place.length > MOST_BYTES,
      linesBefore: await Promise.all(lines.slice(Math.max(0, index - NEIGHBOURS), index).map(textOf)),
      linesAfter: await Promise.all(lines.slice(index + 1, index + 1 + NEIGHBOURS).map(textOf)),
    };
  } finally {
    await open.close();
  }
}
