import { appendFile, glob, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./app/server.ts";
import { expect, goTo, test } from "./app/test.ts";
import { hasFixtures } from "./app/workspace.ts";

test("a folder that is no project is refused with a sentence, on the command line and in the page", async ({
  page,
  host,
  workspace,
  openWelcome,
}) => {
  const folder = await workspace.empty("home/holiday");
  const { code, output, errors } = await runCommand(workspace, "serve", folder);
  expect(code).toBe(2);
  expect(output).toBe("");
  expect(errors).toContain(folder);

  await openWelcome();
  await host.chooseFolder(folder);
  await expect(page.getByRole("heading", { name: "This folder is no Semiont project" })).toBeVisible();
  await expect(page.getByRole("list", { name: "What a project looks like" })).toContainText(".semiont/");
  await expect(page.getByRole("button", { name: "Open the sample" })).toBeVisible();
  await page.getByRole("button", { name: "Choose something else" }).click();
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
});

test("a log without events opens, and says that it is empty", async ({ page, workspace, openProject }) => {
  const folder = await workspace.empty("new");
  await workspace.empty("new/.semiont/events");
  await openProject(folder, "resources");
  await expect(page.getByRole("heading", { name: "There are no resources yet" })).toBeVisible();
});

test("a broken config is said, and hides nothing", async ({ page, workspace, openProject }) => {
  const folder = await workspace.sample("aurora-library");
  await writeFile(join(folder, ".semiont", "config"), "[project\nname = ");
  await openProject(folder);
  await expect(page.locator("main")).toContainText(/config.*cannot be used/);
  await expect(page.getByRole("region", { name: "Verdict", exact: true })).toContainText("Verified");
});

test("torn and corrupt lines stand where they are, between their neighbours", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline?order=oldest");
  const events = page.getByRole("treegrid", { name: "Events" });
  await page.getByRole("textbox", { name: "Filter events" }).fill("has:finding");
  await expect(events.getByRole("row", { level: 1 }).first()).toBeVisible();

  const library = page.getByRole("navigation", { name: "Screens" });
  await library.getByRole("link", { name: "Resources" }).click();
  await page.getByRole("textbox", { name: "Filter resources" }).fill("ash");
  await page
    .getByRole("grid", { name: "Resources" })
    .getByRole("row", { name: /Analysis of the ash/ })
    .dblclick();
  await expect(events.getByRole("row", { name: /No record: it is not JSON/ })).toBeVisible();
  await expect(events.getByRole("row", { name: /Created “Analysis of the ash in core A7”/ })).toBeVisible();
});

test("event types that nobody knows are shown and counted", async ({ page, workspace, openProject }) => {
  // biome-ignore lint/suspicious/noSkippedTests: the fixtures are not part of the repository
  test.skip(!hasFixtures, "needs the shared fixtures");
  await openProject(await workspace.fixture("edge/unknown-types"), "timeline");
  await expect(page.getByRole("treegrid", { name: "Events" }).getByRole("row", { level: 1 })).toHaveCount(5);
});

test("a file that disappears while the project is open is missed at once, and nothing else is", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await openProject(folder, "resources?filter=Lomvi%2C%20a%20poem");
  const grid = page.getByRole("grid", { name: "Resources" });
  await expect(grid.getByRole("row", { name: /Lomvi, a poem/ })).toBeVisible();
  const events = join(folder, ".semiont", "events");
  const row = await grid.getByRole("row", { name: /Lomvi, a poem/ }).textContent();
  const id = /[0-9a-f]{32}/.exec(row ?? "")?.[0] ?? "";
  await rm(await findLog(events, id));
  await goTo(page, "resources");
  await expect(
    page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }),
  ).toContainText("31");
  await expect(grid.getByRole("row", { name: /^MS Fulmar/ })).toBeVisible();
});

test("a line that is still being written is no alarm, and becomes an event when it is whole", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await openProject(folder);
  const file = join(folder, ".semiont", "events", "__system__.jsonl");
  await appendFile(
    file,
    '{"event":{"type":"mark:entity-type-added","userId":"did:web:aurora-station.example:users:admin%40aurora",',
  );
  await expect(page.getByRole("contentinfo")).toContainText("Live");
  await appendFile(
    file,
    '"version":1,"payload":{"entityType":"\u202eBell"},"id":"e","timestamp":"2026-10-03T08:00:00.000Z"},"metadata":{"sequenceNumber":18}}\n',
  );
  await expect(page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Timeline" })).toContainText(
    "468",
  );
  // What would turn the text around it is shown by its number, in the line that the file has.
  await goTo(page, "timeline?event=__system__%3A18&detail=raw");
  await expect(page.getByRole("tabpanel")).toContainText('"entityType":"\\u202eBell"');
  await expect(page.getByRole("tabpanel").getByRole("note")).toContainText("shown by their number");
});

async function findLog(events: string, id: string): Promise<string> {
  for await (const found of glob(`**/${id}.jsonl`, { cwd: events })) return join(events, found);
  throw new Error(`There is no log of ${id}.`);
}
