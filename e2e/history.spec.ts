import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gitIn, makeRepository } from "../src/testing/git-repository.ts";
import { EDITED, makeHistory, SHORTENED } from "./app/git-project.ts";
import { appendElsewhere, remarkOn } from "./app/other-process.ts";
import { expect, goTo, test } from "./app/test.ts";

test("git tells a migration apart from an edit and a removed record, with who did it and the record before and after", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await makeHistory(folder);
  await appendElsewhere(workspace, folder, workspace.stateFolder("Aurora Station Library"), [
    remarkOn("0fc41d399bb6010c11f151c94ed658c1", "not committed yet"),
  ]);
  await openProject(folder, "integrity");
  await page.getByRole("radio", { name: "History" }).click();
  const main = page.locator("main");
  await expect(main).toContainText("4 commits touched the log. 2 changes of earlier records are suspect.");
  await expect(main).toContainText("Since the last commit 1 file grew and 0 files are new");
  const changes = page.getByRole("grid", { name: "Changes of history" });
  await expect(changes.getByRole("row")).toHaveCount(4);
  const migration = changes.getByRole("row", { name: /Rewrote [\d,]+ records in \d+ streams: type names only/u });
  await expect(migration).toContainText("Migration Script");

  await changes.getByRole("row", { name: /Edited record 1/u }).click();
  const side = page.getByRole("region", { name: "Change" });
  await expect(side).toContainText("tidy up");
  await expect(side).toContainText("Mallory <Mallory@example.com>");
  await expect(side.getByRole("treegrid", { name: "Before and after" })).toContainText("MS Fulmar");
  await expect(side.getByRole("treegrid", { name: "Before and after" })).toContainText("MS Petrel");

  await migration.click();
  await expect(side.getByRole("region", { name: "Streams" }).getByRole("link").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(side).toHaveCount(0);
});

test("a suspect record shows what was done to it, by whom, and what it reaches", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await makeHistory(folder);
  await openProject(folder);
  await goTo(page, `r/${EDITED}/timeline?event=${EDITED}%3A1&detail=trace`);
  const trace = page.getByRole("tabpanel", { name: "Trace" });
  await expect(trace.getByRole("region", { name: "In git" })).toContainText("tidy up");
  await expect(trace.getByRole("treegrid")).toContainText("MS Petrel");
  const reach = trace.getByRole("region", { name: "What it reaches" });
  await expect(reach.getByRole("link", { name: "Vessel" })).toBeVisible();
  await expect(reach).toContainText("file://vessels/ms-fulmar.md");
  await reach.getByRole("link", { name: /Order to leave/u }).click();
  await expect(page).toHaveURL(new RegExp(`/r/${SHORTENED}/timeline`, "u"));

  // Of a record that is gone, the finding stands at the one after it.
  await goTo(page, `integrity?severity=suspect&stream=${SHORTENED}`);
  await page
    .getByRole("grid", { name: "Findings" })
    .getByRole("row", { name: /Missing or replaced/u })
    .click();
  const inGit = page.getByRole("region", { name: "In git" });
  await expect(inGit).toContainText("Removed record 3");
  await expect(inGit).toContainText("smaller file");
  await expect(inGit.getByRole("treegrid", { name: "The record that was removed" })).toBeVisible();
});

test("without a repository that is said once, calmly, and nothing alarms", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "integrity?show=history");
  await expect(page.getByRole("heading", { name: "No history to compare with" })).toBeVisible();
  await expect(page.locator("main")).toContainText("The project is not in a git repository.");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Verified" })).toBeVisible();
});

test("a log that only grew is said to have grown", async ({ page, workspace, openProject }) => {
  const folder = await workspace.sample("aurora-library");

  const repository = await makeRepository(folder);
  await repository.commit("The log", "Ada");
  await openProject(folder, "integrity?show=history");
  await expect(page.getByRole("heading", { name: "The log only ever grew" })).toBeVisible();
});

test("a shallow clone says how far back it can see", async ({ page, workspace, openProject }) => {
  const folder = await workspace.sample("aurora-library");
  await makeHistory(folder);
  const clone = join(workspace.folder, "clone");
  await gitIn(workspace.folder, "clone", "-q", "--depth", "2", pathToFileURL(folder).href, clone);
  await openProject(clone, "integrity?show=history");
  await expect(page.locator("main")).toContainText("This clone is shallow: older commits are not here");
  await expect(page.getByRole("grid", { name: "Changes of history" }).getByRole("row")).toHaveCount(2);
});

test("the way to the history and the anchor is a key", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"));
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page.getByRole("heading", { name: "No history to compare with" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("button", { name: "Save an anchor" })).toBeVisible();
});
