import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { z } from "zod";
import { runCommand } from "./app/server.ts";
import { expect, test } from "./app/test.ts";
import type { Workspace } from "./app/workspace.ts";

/** “Ice core A7: field description”, whose record 14 was altered. */
const ALTERED = "6ce5351f89671a9d353248d2ca555a01";

const checkSchema = z.looseObject({
  events: z.int(),
  findings: z.array(z.looseObject({ id: z.string(), cause: z.string() })),
});

test("a bundle of a finding is saved as an archive in which verify finds the same", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library-damaged");
  await openProject(folder, "integrity?cause=content-altered");
  await page.getByRole("row", { name: /Content altered/ }).click();
  await page.getByRole("button", { name: "Save a repro bundle" }).click();
  const dialog = page.getByRole("dialog", { name: "Repro bundle" });
  await expect(dialog).toContainText("14 events");
  await expect(dialog.getByRole("list", { name: "Findings in it" })).toContainText("Content altered");
  const bundle = await saved(page, workspace);
  await expect(dialog).toBeHidden();
  expect(await readFile(join(bundle, "BUNDLE.md"), "utf8")).toContain("Content altered");

  const whole = await check(workspace, folder);
  const part = await check(workspace, bundle);
  expect(part.events).toBe(14);
  expect(part.findings).toEqual(whole.findings.filter(({ cause }) => cause === "content-altered"));
});

test("a bundle is made of a resource and of what is selected in a timeline, by keys alone", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library-damaged"), `r/${ALTERED}/timeline?event=${ALTERED}%3A3`);
  await expect(page.getByRole("heading", { name: /Started the job/ })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("repro bundle");
  await expect(page.getByRole("menuitem", { name: /Save a repro bundle up to this event/ })).toBeVisible();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Repro bundle" });
  await expect(dialog).toContainText("up to event 3");
  await expect(dialog).toContainText("3 events");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("repro bundle of this resource");
  await expect(page.getByRole("menuitem", { name: /Save a repro bundle of this resource/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("18 events");
  expect((await check(workspace, await saved(page, workspace, () => page.keyboard.press("Enter")))).events).toBe(18);
});

/** Presses what saves, and unpacks the archive as its receiver would. @returns the project in it */
async function saved(page: Page, workspace: Workspace, press?: () => Promise<void>): Promise<string> {
  const coming = page.waitForEvent("download");
  await (press?.() ?? page.getByRole("button", { name: "Save as zip" }).click());
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^bundle-.*\.zip$/);
  const files = unzipSync(await readFile(await download.path()));
  for (const [name, content] of Object.entries(files)) {
    const path = join(workspace.folder, "received", name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return join(workspace.folder, "received", download.suggestedFilename().replace(".zip", ""));
}

async function check(workspace: Workspace, folder: string) {
  return checkSchema.parse(JSON.parse((await runCommand(workspace, "verify", folder, "--json")).output));
}
