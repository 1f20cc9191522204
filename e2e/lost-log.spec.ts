import { rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./app/test.ts";

for (const [what, below] of [
  ["the project's folder", ""],
  ["the log", ".semiont/events"],
] as const) {
  test(`${what} renamed away is said to be lost, with what to do, until it is back`, async ({
    page,
    workspace,
    openProject,
  }) => {
    const project = await workspace.sample("aurora-library");
    const folder = join(project, below);
    const status = page.getByRole("contentinfo");
    await openProject(project);
    await expect(status).toContainText("Live");
    await rename(folder, join(workspace.folder, "away"));
    const alert = page.getByRole("alert").filter({ hasText: "Not watching" });
    await expect(alert).toContainText(folder);
    await expect(alert).toContainText("Put it back");
    await expect(status).not.toContainText("Live");
    // What was read stays, and is not taken for an empty log.
    await expect(status).toContainText("467 events");
    await expect(page).toHaveTitle(/^Verified · /u);
    await rename(join(workspace.folder, "away"), folder);
    await expect(alert).toHaveCount(0);
    await expect(status).toContainText("Live");
    await expect(status).toContainText("467 events");
  });
}
