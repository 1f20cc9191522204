import { expect, test } from "vitest";
import { csv, markdownTable } from "./write-csv.ts";

test("cells are quoted where they must be, and no cell becomes a formula", () => {
  expect(
    csv(
      ["name", "n"],
      [
        ['a "b", c', 1],
        ["=1+1", null],
        ["two\nlines", true],
      ],
    ),
  ).toBe('name,n\r\n"a ""b"", c",1\r\n\'=1+1,\r\n"two\nlines",true\r\n');
});

test("nothing in a cell breaks out of a Markdown table", () => {
  expect(markdownTable(["name"], [["a | b\n# <script> [x](y)"]])).toBe(
    "| name |\n| --- |\n| a \\| b # \\<script\\> \\[x\\](y) |\n",
  );
});
