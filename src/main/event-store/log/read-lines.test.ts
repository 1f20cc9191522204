import { array, asyncProperty, constantFrom, integer, assert as propertyAssert } from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadableFile } from "../file-system.ts";
import { type RawLine, readLines } from "./read-lines.ts";

/** A file in memory that hands out so many bytes at a time. */
function fileOf(content: Buffer, bytesAtOnce = content.length): ReadableFile {
  return {
    async read(buffer, position) {
      return content.copy(buffer, 0, position, Math.min(position + bytesAtOnce, position + buffer.length));
    },
    stat: () => Promise.reject(new Error("not asked for here")),
    close: async () => undefined,
  };
}

type TextLine = Omit<RawLine, "bytes"> & { readonly text: string };

async function linesOf(file: ReadableFile, longestLine?: number): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for await (const batch of readLines(file, undefined, longestLine)) {
    for (const { bytes, ...rest } of batch) lines.push({ ...rest, text: bytes.toString("latin1") });
  }
  return lines;
}

describe("reading lines", () => {
  test("an empty file has none", async () => {
    expect(await linesOf(fileOf(Buffer.alloc(0)))).toEqual([]);
  });

  test("splits at byte 0x0A and at nothing else", async () => {
    const text = "a\u2028b\u2029c\u0085d\rf\v\f\ng\n";
    const lines = await linesOf(fileOf(Buffer.from(text)));
    expect(lines.map(({ text }) => Buffer.from(text, "latin1").toString())).toEqual([
      "a\u2028b\u2029c\u0085d\rf\v\f",
      "g",
    ]);
  });

  test("tells lines of any bytes and where they stand, however the file is handed out", async () => {
    const bytes = array(constantFrom(0x0a, 0x0d, 0x61, 0xff, 0x00), { maxLength: 200 });
    await propertyAssert(
      asyncProperty(bytes, integer({ min: 1, max: 20 }), async (values, bytesAtOnce) => {
        const content = Buffer.from(values);
        const lines = await linesOf(fileOf(content, bytesAtOnce));
        const texts = content.toString("latin1").split("\n");
        const hasRest = texts.at(-1) !== "";
        const expected = hasRest ? texts : texts.slice(0, -1);
        let offset = 0;
        expect(lines).toEqual(
          expected.map((text, index) => {
            const isTerminated = index < texts.length - 1;
            const line = { line: index + 1, offset, length: text.length, isTerminated, text };
            offset += text.length + 1;
            return line;
          }),
        );
      }),
    );
  });

  test("lines longer than the buffer arrive whole", async () => {
    const texts = ["x".repeat(3_000_000), "y", "z".repeat(70_000), ""];
    const lines = await linesOf(fileOf(Buffer.from(texts.join("\n")), 50_000));
    expect(lines.map(({ text }) => text)).toEqual(texts.slice(0, -1));
  });

  test("of a line that is too long only the beginning is kept, and the next one is found", async () => {
    const content = Buffer.from(`one\n${"x".repeat(5_000_000)}\ntwo\n${"y".repeat(2_000_000)}`);
    const lines = await linesOf(fileOf(content, 100_000), 500_000);
    expect(lines.map(({ line, offset, length, isTerminated }) => [line, offset, length, isTerminated])).toEqual([
      [1, 0, 3, true],
      [2, 4, 5_000_000, true],
      [3, 5_000_005, 3, true],
      [4, 5_000_009, 2_000_000, false],
    ]);
    expect(lines[1]?.text.length).toBeLessThan(500_000);
    expect(lines[2]?.text).toBe("two");
  });

  test("begins at a given line", async () => {
    const lines: number[][] = [];
    for await (const batch of readLines(fileOf(Buffer.from("one\ntwo\nthree\n")), { offset: 4, line: 2 })) {
      for (const { line, offset } of batch) lines.push([line, offset]);
    }
    expect(lines).toEqual([
      [2, 4],
      [3, 8],
    ]);
  });
});
