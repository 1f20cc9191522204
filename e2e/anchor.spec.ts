import { readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./app/server.ts";
import { expect, test } from "./app/test.ts";

const FULMAR = ".semiont/events/79/c0/6d1dbea2ba16e70869c465220b1fb73c.jsonl";

test("a log is unanchored until a state is saved; a cut tail, which no chain shows, is then found where it is", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  await openProject(folder);
  const health = page.getByRole("region", { name: "Verdict" });
  await health.getByRole("link", { name: "Unanchored" }).click();
  const kept = page.getByRole("region", { name: "The anchor of this project" });
  const saving = page.waitForEvent("download");
  await kept.getByRole("button", { name: "Save an anchor" }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^Aurora-Station-Library-anchor-\d{4}-\d\d-\d\d\.json$/u);
  const file = join(workspace.folder, "anchor.json");
  await download.saveAs(file);
  await expect(kept).toContainText("Today’s log extends the anchor");
  await expect(page.getByRole("toolbar", { name: "Integrity" })).toContainText("Extends its anchor");

  const log = join(folder, FULMAR);
  const text = await readFile(log, "utf8");
  const lines = text.trimEnd().split("\n");
  await truncate(log, Buffer.byteLength(`${lines.slice(0, -2).join("\n")}\n`));
  await expect(page.getByRole("toolbar", { name: "Integrity" })).toContainText("Differs from its anchor");
  // Any beginning of a chain verifies.
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Verified" })).toBeVisible();
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Differs from its anchor" })).toBeVisible();
  await expect(page).toHaveTitle(/^Verified, differs from its anchor · /u);
  await expect(kept).toContainText("1 stream differs");

  const fromFile = page.getByRole("region", { name: "An anchor in a file" });
  const choosing = page.waitForEvent("filechooser");
  await fromFile.getByRole("button", { name: "Choose an anchor…" }).click();
  await (await choosing).setFiles(file);
  const divergences = fromFile.getByRole("list", { name: "Divergences" });
  await expect(divergences).toContainText("MS Fulmar");
  await expect(divergences).toContainText(`${FULMAR}:${lines.length - 1}`);
  await divergences.getByRole("link", { name: "What is left of it" }).click();
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeVisible();
});

test("an anchor that is dropped is compared, and the window keeps out of it", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library");
  const file = join(workspace.folder, "anchor.json");
  expect((await runCommand(workspace, "anchor", folder, "--out", file)).code).toBe(0);
  await openProject(folder, "integrity?show=anchor");
  const fromFile = page.getByRole("region", { name: "An anchor in a file" });
  const transfer = await page.evaluateHandle(
    (text) => {
      const made = new DataTransfer();
      made.items.add(new File([text], "dropped.json", { type: "application/json" }));
      return made;
    },
    await readFile(file, "utf8"),
  );
  const zone = fromFile.getByText("or drop the file here");
  for (const type of ["dragenter", "dragover", "drop"]) await zone.dispatchEvent(type, { dataTransfer: transfer });
  await expect(fromFile).toContainText("Compared with dropped.json");
  await expect(fromFile).toContainText("Today’s log extends the anchor");
  await expect(page.getByText("A browser does not tell")).toHaveCount(0);
});

test("a file that is no anchor is refused with what to do", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "integrity?show=anchor");
  const fromFile = page.getByRole("region", { name: "An anchor in a file" });
  const choosing = page.waitForEvent("filechooser");
  await fromFile.getByRole("button", { name: "Choose an anchor…" }).click();
  const buffer = Buffer.from('{"format":"semiont-anchor","version":1}');
  await (await choosing).setFiles({ name: "other.json", mimeType: "application/json", buffer });
  await expect(fromFile.getByRole("alert")).toContainText("“other.json” is not an anchor of this version");
  await expect(fromFile.getByRole("alert")).toContainText("Choose a file that");
});
