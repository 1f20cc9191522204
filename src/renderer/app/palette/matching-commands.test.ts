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
const titles = (text: string) => matchingCommands(commands, text).map(({ title }) => title);

test("without text, all commands by group, but none that is a key only", () => {
  expect(titles("")).toEqual(["Resources", "Copy link to this place", "Dark colours"]);
});

test("all words must be somewhere in the title, the group or the other words", () => {
  expect(titles("link copy")).toEqual(["Copy link to this place"]);
  expect(titles("go res")).toEqual(["Resources"]);
  expect(titles("THEME")).toEqual(["Dark colours"]);
  expect(titles("row")).toEqual([]);
});

test("titles that begin with the text come first", () => {
  const both = matchingCommands([command("Show the place"), command("Place, copied")], "place");
  expect(both.map(({ title }) => title)).toEqual(["Place, copied", "Show the place"]);
});
