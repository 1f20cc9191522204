import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startTestInspector } from "../../../testing/inspector-client.ts";
import { digestOf } from "../../../testing/observatory.ts";
import { verifyProject } from "../../event-store/integrity/verify-project.ts";
import type { HostPort } from "../host-port.ts";

const damagedSample = fileURLToPath(new URL("../../../../samples/aurora-library-damaged", import.meta.url));

test("a host with a folder dialog writes the bundle into a new folder there", async () => {
  let chosen: string | null = null;
  const host: HostPort = {
    host: "electron",
    platform: "linux",
    version: "0.0.0",
    abilities: { nativeFolderDialog: true, revealFiles: true, openEditor: true, severalWindows: true },
    chooseFolder: async (_client, purpose) => (purpose === "keep-bundle" ? chosen : null),
  };
  await using started = await startTestInspector({ host });
  const { page, folder } = started;
  const project = join(folder, "project");
  await cp(damagedSample, project, { recursive: true });
  await page.open(project);
  const before = await digestOf(project);
  const { rows } = await page.call("integrity.findings", {
    ...{ code: null, cause: "content-altered", severity: null, stream: null },
    ...{ offset: 0, limit: 1 },
  });
  const finding = rows[0]?.finding;
  if (finding === undefined) throw new Error("The sample has no altered record.");
  const subject = { kind: "finding", id: finding.id } as const;

  expect(await page.call("bundle.save", { subject })).toBeNull();
  chosen = join(folder, "kept");
  await mkdir(chosen);
  const saved = await page.call("bundle.save", { subject });
  expect(await readdir(chosen)).toHaveLength(1);
  const { findings } = await verifyProject(join(saved?.folder ?? "", ".semiont", "events"));
  expect(findings).toEqual([finding]);

  await expect(page.call("bundle.save", { subject })).rejects.toMatchObject({ code: "not-allowed" });
  chosen = project;
  await expect(page.call("bundle.save", { subject })).rejects.toMatchObject({ code: "not-allowed" });
  expect(await digestOf(project)).toBe(before);
});

test("what is gone is said", async () => {
  await using started = await startTestInspector();
  await started.page.open(damagedSample);
  const { page } = started;
  await expect(page.call("bundle.plan", { subject: { kind: "finding", id: "gone" } })).rejects.toMatchObject({
    code: "not-found",
  });
  const reference = { stream: "__system__", position: 9000 };
  await expect(page.call("bundle.plan", { subject: { kind: "event", reference } })).rejects.toMatchObject({
    code: "not-found",
  });
  const plan = await page.call("bundle.plan", { subject: { kind: "stream", stream: "__system__" } });
  expect(plan).toMatchObject({ title: "System", events: 17, files: [{ file: "__system__.jsonl", lines: 17 }] });
});
