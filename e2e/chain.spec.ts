import { hash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./app/test.ts";
import { hasFixtures } from "./app/workspace.ts";

test("forks are branches of the record that they share, and what a migration renamed is a band", async ({
  page,
  workspace,
  openProject,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: the fixtures are not part of the repository
  test.skip(!hasFixtures, "needs the shared fixtures");
  await openProject(
    await workspace.fixture("real/gutenberg-flat-chained"),
    "integrity/chain/228ae8c263fedc703e79c652602c4698",
  );
  const records = page.getByRole("listbox", { name: "Records of the chain" });
  await expect(records.getByRole("option").first()).toContainText(/Records 1–46: renamed by a migration, shipped/u);
  await expect(records.getByRole("option").nth(1)).toContainText("3 records continue from here");
  await expect(records.getByRole("option").nth(3)).toContainText("Fork from record 2");
});

test("a chain of 100,000 records is moved through like any other", async ({ page, workspace, openProject }) => {
  test.slow();
  const folder = await workspace.empty("long");
  const stream = "9bca89beafc3139df1fc1162c2be9ea1";
  const events = join(folder, ".semiont", "events", "ab", "cd");
  await mkdir(events, { recursive: true });
  await writeFile(join(events, `${stream}.jsonl`), longChain(stream, 100_000));
  await openProject(folder, `integrity/chain/${stream}`);
  const records = page.getByRole("listbox", { name: "Records of the chain" });
  await expect(page.getByRole("toolbar", { name: "Chain" })).toContainText("100,000 records");
  await expect(records.getByRole("option").first()).toContainText("First record");
  await records.focus();
  await records.press("End");
  await expect(records.getByRole("option", { selected: true })).toContainText(/100000.*Linked/u);
  await expect(page.getByRole("region", { name: "Record" })).toContainText("#100000");
  await records.press("PageUp");
  await expect(records.getByRole("option", { selected: true })).toContainText("99980");
});

/** A stream as 0.4.15 documents it, archived and taken out again, over and over. */
function longChain(resourceId: string, records: number): string {
  const lines: string[] = [];
  let prevEventHash: string | null = null;
  for (let sequenceNumber = 1; sequenceNumber <= records; sequenceNumber += 1) {
    const event = {
      ...{ type: sequenceNumber % 2 === 0 ? "mark:unarchived" : "mark:archived", resourceId },
      ...{ userId: "did:web:example.com:users:ada", version: 1, payload: {}, id: `e${sequenceNumber}` },
      timestamp: new Date(Date.UTC(2026, 0, 1) + sequenceNumber * 1000).toISOString(),
    };
    const checksum = hash("sha256", JSON.stringify(event));
    lines.push(JSON.stringify({ event, metadata: { sequenceNumber, streamPosition: 0, prevEventHash, checksum } }));
    prevEventHash = checksum;
  }
  return `${lines.join("\n")}\n`;
}
