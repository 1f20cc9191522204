import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runCommand } from "./app/server.ts";
import { expect, test } from "./app/test.ts";
import { hasFixtures } from "./app/workspace.ts";

test("from the verdict of a project to the bytes of a record in three clicks", async ({
  page,
  workspace,
  openProject,
}) => {
  await page.addInitScript(() => {
    window.addEventListener("click", () => sessionStorage.setItem("clicks", `${clicks() + 1}`), true);
    const clicks = () => Number(sessionStorage.getItem("clicks") ?? 0);
  });
  await openProject(await workspace.sample("aurora-library-damaged"));
  const main = page.locator("main");
  await page.getByRole("region", { name: "Verdict" }).getByRole("link", { name: "Suspect", exact: true }).click();
  await page
    .getByRole("grid", { name: "Findings" })
    .getByRole("row", { name: /Content altered/u })
    .click();
  await expect(main).toContainText("does not have the checksum that it was written with");
  await expect(main).toContainText("byte 10,837");
  await main.getByRole("radio", { name: "Hex" }).click();
  await expect(main).toContainText(/7b 22 65 76/u);
  expect(await page.evaluate(() => sessionStorage.getItem("clicks"))).toBe("3");

  // And on to how its hash was computed.
  await main.getByRole("link", { name: "Record and its hash" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(/[0-9a-f]{64}/u);
});

for (const [name, ending, content] of [
  ["Markdown", "md", "Content altered"],
  ["JSON", "json", '"content-altered"'],
  ["SARIF", "sarif", '"checksum-mismatch'],
] as const) {
  test(`the report is saved as ${name}`, async ({ page, workspace, openProject }) => {
    await openProject(await workspace.sample("aurora-library-damaged"), "integrity");
    await page.getByRole("button", { name: "Report" }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("menuitem", { name }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(new RegExp(`-integrity\\.${ending}$`, "u"));
    expect(await readFile(await download.path(), "utf8")).toContain(content);
  });
}

test("page and command line find the same, and it is what was done to the sample", async ({
  page,
  workspace,
  openProject,
}) => {
  const folder = await workspace.sample("aurora-library-damaged");
  const { code, output } = await runCommand(workspace, "verify", folder, "--json");
  expect(code).toBe(1);
  const kind = z.object({ code: z.string(), cause: z.string(), stream: z.string(), line: z.int().nullable() });
  const verified = z.object({ verdict: z.literal("suspect"), findings: z.array(kind) }).parse(JSON.parse(output));
  const expectedFile = fileURLToPath(new URL("../samples/aurora-library-damaged.expected.json", import.meta.url));
  const expected = z.array(kind).parse(JSON.parse(await readFile(expectedFile, "utf8")));
  const sorted = (findings: typeof expected) => findings.map((finding) => JSON.stringify(finding)).sort();
  expect(sorted(verified.findings)).toEqual(sorted(expected));

  await openProject(folder, "integrity");
  await expect(page.getByRole("button", { name: `All findings ${expected.length}` })).toBeVisible();
  await expect(page.getByRole("grid", { name: "Findings" })).toHaveAttribute(
    "aria-rowcount",
    String(expected.length + 1),
  );
});

test("forks are drawn where they are, and explained", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "integrity");
  await page.getByRole("button", { name: /^Concurrent append/ }).click();
  await page
    .getByRole("grid", { name: "Findings" })
    .getByRole("row", { name: /Cargo manifest/ })
    .click();
  await page.getByRole("link", { name: "In the chain" }).click();
  const records = page.getByRole("listbox", { name: "Records of the chain" });
  await expect(records.getByRole("option", { selected: true })).toContainText(/6/);
  await expect(records.getByRole("option").first()).toBeVisible();
});

test("a real log with broken links is explained, every finding of it", async ({ page, workspace, openProject }) => {
  // biome-ignore lint/suspicious/noSkippedTests: the fixtures are not part of the repository
  test.skip(!hasFixtures, "needs the shared fixtures");
  await openProject(await workspace.fixture("real/gutenberg-nested-chained"), "integrity");
  await expect(page.getByRole("contentinfo").getByRole("link", { name: "Explained" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Concurrent append 11/ })).toBeVisible();
});
