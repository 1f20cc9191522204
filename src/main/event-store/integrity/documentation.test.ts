import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FINDING_CAUSES } from "../../../shared/integrity/finding-causes.ts";

const page = fileURLToPath(new URL("../../../../docs/integrity.md", import.meta.url));
const WORDS = { suspect: "suspect", explained: "explained", info: "note" } as const;

test("the documented findings are those that there are, word for word", async () => {
  const documented = (await readFile(page, "utf8")).split("\n").filter((line) => /^\| `[a-z-]+` \| `/.test(line));
  const known = Object.entries(FINDING_CAUSES).flatMap(([code, causes]) =>
    Object.entries(causes).map(
      ([cause, { severity, explanation }]: [string, { severity: keyof typeof WORDS; explanation: string }]) =>
        `| \`${code}\` | \`${cause}\` | ${WORDS[severity]} | ${explanation} |`,
    ),
  );
  expect(documented).toEqual(known);
});
