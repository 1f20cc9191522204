import { expect, test } from "vitest";
import type { Command } from "../commands.ts";
import { matchingCommands } from "./matching-commands.ts";

const command = (title: string, more: Partial<Command> = {}): Command => ({
  id: title,
  title,
  group: "Window",
  run() {
    throw new Error("Looking for a command must not run it.");
  },
  ...more,
});
const commands = [
  command("Dark colours", { words: "theme" }),
  command("Resources", { group: "Go to" }),
  command("Copy link to this place", { group: "This place", words: "url" }),
  command("Next row", { keysOnly: true }),
];
const titles = (text: string) => {
  const { best, others } = matchingCommands(commands, text);
  return { best: best.map(({ title }) => title), others: others.map(({ title }) => title) };
};

test("without text, all commands by group, but none that is a key only", () => {
  expect(titles("")).toEqual({ best: [], others: ["Resources", "Copy link to this place", "Dark colours"] });
});

test("commands with a word that begins with the text are probably meant", () => {
  expect(titles("link cop")).toEqual({ best: ["Copy link to this place"], others: [] });
  expect(titles("RES")).toEqual({ best: ["Resources"], others: [] });
});

test("all words must be somewhere in the title, the group or the other words", () => {
  expect(titles("go res")).toEqual({ best: [], others: ["Resources"] });
  expect(titles("theme")).toEqual({ best: [], others: ["Dark colours"] });
  expect(titles("row")).toEqual({ best: [], others: [] });
});
