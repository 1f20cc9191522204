import { expect, test } from "vitest";
import type { RecentProject } from "../../shared/ipc/model/application.ts";
import { matchingCommands } from "./palette/matching-commands.ts";
import { recentCommands } from "./use-recent-commands.ts";

const project = (id: string, name: string, available = true): RecentProject => ({
  id,
  name,
  folder: `/home/me/${id}`,
  openedAt: "2026-01-01T00:00:00.000Z",
  available,
});

test("projects of before are opened and forgotten; a gone one can only be forgotten, and one name twice says where", () => {
  const done: string[] = [];
  const commands = recentCommands([project("a", "Library"), project("b", "Letters", false), project("c", "Library")], {
    open: async (source) => {
      if (source.kind === "recent") done.push(`open ${source.id}`);
    },
    forget: ({ id }) => done.push(`forget ${id}`),
  });
  expect(commands.map(({ title }) => title)).toEqual([
    "Open Library in /home/me/a",
    "Open Library in /home/me/c",
    "Forget Library in /home/me/a",
    "Forget Letters",
    "Forget Library in /home/me/c",
  ]);
  for (const { run } of commands) run();
  expect(done).toEqual(["open a", "open c", "forget a", "forget b", "forget c"]);
  // Who types a name and presses Enter opens the project.
  expect(matchingCommands(commands, "library").best[0]?.title).toBe("Open Library in /home/me/a");
});
