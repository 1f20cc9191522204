import { expect, test } from "@playwright/test";
import { startServer } from "./app/server.ts";
import { openWorkspace } from "./app/workspace.ts";

// The page and its server, when the connection between them breaks. The browser complains then, and may.

test("a connection that breaks while something runs is taken up again, and its result arrives", async ({ page }) => {
  await using workspace = await openWorkspace();
  await using server = await startServer(workspace, await workspace.sample("aurora-library-damaged"));
  /** Ends what is open on both sides, as sleep or a broken network would. */
  let cut: (() => Promise<void>) | undefined;
  let isAsked = false;
  let connections = 0;
  await page.routeWebSocket(/\/socket/, (ours) => {
    connections += 1;
    const theirs = ours.connectToServer();
    ours.onMessage((message) => {
      isAsked ||= String(message).includes('"integrity.verify"');
      theirs.send(message);
    });
    cut = async () => {
      await theirs.close();
      await ours.close();
    };
  });
  await page.goto(server.address);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Integrity" }).click();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect.poll(() => isAsked).toBe(true);
  await cut?.();
  await expect.poll(() => connections).toBe(2);
  await expect(page.getByRole("button", { name: "Check again" })).toBeEnabled();
  await expect(page.getByText(/disconnected|was lost/)).toHaveCount(0);
  await expect(page.getByText("Not connected")).toHaveCount(0);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }).click();
  await expect(page.getByRole("grid", { name: "Resources" }).getByRole("row").nth(1)).toBeVisible();
});

test("a server that ends is missed; one that was started anew says that its address is needed, and then goes on", async ({
  page,
  context,
}) => {
  await using workspace = await openWorkspace();
  const project = await workspace.sample("aurora-library");
  const first = await startServer(workspace, project);
  await page.goto(first.address);
  await expect(page).toHaveTitle(/^Verified/);
  const { port } = new URL(first.address);
  await first[Symbol.asyncDispose]();
  const alert = page.getByRole("alert").filter({ hasText: "Not connected" });
  await expect(alert).toContainText("does not answer");

  await using second = await startServer(workspace, project, port);
  await expect(alert).toContainText("started anew");
  await expect(page).toHaveTitle(/^Verified/);
  const other = await context.newPage();
  await other.goto(second.address);
  await expect(other).toHaveTitle(/^Verified/);
  await expect(alert).toHaveCount(0);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }).click();
  await expect(page.getByRole("grid", { name: "Resources" }).getByRole("row", { name: /^MS Fulmar/ })).toBeVisible();
});
