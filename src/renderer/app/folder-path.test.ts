import { expect, test } from "vitest";
import { folderOfPath, type ListFolders } from "./folder-path.ts";

const FOLDERS = ["/", "/home", "/home/ana", "/home/ana/kb", "/home/ana/kb/.old", "/home/anatol", "/srv"];
const parentOf = (path: string) => (path === "/" ? null : path.slice(0, Math.max(1, path.lastIndexOf("/"))));

/** Handles are paths here. */
const list: ListFolders = async (handle) => {
  const path = handle ?? "/home/ana";
  return {
    current: { handle: path, path, isProject: false },
    parent: parentOf(path),
    entries: FOLDERS.filter((one) => parentOf(one) === path).map((one) => ({
      handle: one,
      name: one.slice(one.lastIndexOf("/") + 1),
      isProject: false,
    })),
    omitted: 0,
  };
};

test.each([
  ["/home/ana/kb", "/home/ana/kb"],
  ["/home/anatol/", "/home/anatol"],
  ["/", "/"],
  ["/srv", "/srv"],
  ["kb/.old", "/home/ana/kb/.old"],
  ["../anatol", "/home/anatol"],
  ["../../../..", "/"],
  ["~/kb", "/home/ana/kb"],
  ["~", "/home/ana"],
  ["  . ", "/home/ana"],
])("%s leads to %s", async (typed, handle) => {
  expect(await folderOfPath(typed, "/home/ana", list)).toEqual({ handle });
});

test("a path that ends on its way says where", async () => {
  expect(await folderOfPath("/home/ana/letters/2026", "/srv", list)).toEqual({
    problem: "There is no folder “letters” in /home/ana.",
  });
  expect(await folderOfPath("D:/kb", "/srv", list)).toEqual({ problem: "D:/kb is on another drive than /." });
});
