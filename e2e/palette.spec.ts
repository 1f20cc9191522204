import { expect, test } from "@playwright/test";
import { startServer } from "./app/server.ts";
import { openWorkspace } from "./app/workspace.ts";

test("the row of the palette that was gone to stays what it is, whatever arrives above it", async ({ page }) => {
  await using workspace = await openWorkspace();
  await using server = await startServer(workspace, await workspace.sample("aurora-library"));
  /** What the server has said since the answers are slow. */
  let late: (() => void)[] | undefined;
  await page.routeWebSocket(/\/socket/, (ours) => {
    const theirs = ours.connectToServer();
    theirs.onMessage((message) => {
      if (late === undefined) ours.send(message);
      else late.push(() => ours.send(message));
    });
  });
  // So low that the row would be out of sight, were it left where it comes to stand.
  await page.setViewportSize({ width: 1024, height: 320 });
  await page.goto(server.address);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Timeline" }).click();
  const written = page.getByRole("treegrid", { name: "Events" }).locator("time").first();
  const inTheirTime = await written.innerText();

  late = [];
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("clock");
  await page.keyboard.press("ArrowDown");
  const goneTo = page.getByRole("menuitem", { name: /^Show times as how long ago/ });
  await expect(goneTo).toHaveAttribute("data-focused");
  await expect.poll(() => late?.length).toBeGreaterThan(0);
  for (const arrive of late) arrive();
  late = undefined;
  await expect(page.getByRole("menuitem", { name: /clock/ }).nth(1)).toBeVisible();
  await expect(goneTo).toHaveAttribute("data-focused");
  await expect(goneTo).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(written).not.toHaveText(inTheirTime);
});
