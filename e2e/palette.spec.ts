import { expect, test } from "@playwright/test";
import { appendElsewhere, remarkOn } from "./app/other-process.ts";
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

test("what the palette has found stays where it is while the pointer is on it", async ({ page }) => {
  await using workspace = await openWorkspace();
  const folder = await workspace.sample("aurora-library");
  await using server = await startServer(workspace, folder);
  let hasArrived = false;
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      hasArrived ||= payload.includes("a piano on board");
    }),
  );
  await page.goto(server.address);
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("piano");
  const rows = page.getByRole("menuitem");
  const pointed = rows.filter({ hasText: "Marked “Kvitfjord”" });
  await expect(pointed).toBeVisible();
  const found = await rows.allInnerTexts();

  await pointed.hover();
  const appended = appendElsewhere(workspace, folder, workspace.stateFolder("Aurora Station Library"), [
    // “MS Fulmar”.
    remarkOn("6d1dbea2ba16e70869c465220b1fb73c", "a piano on board"),
  ]);
  let x = 20;
  await expect(async () => {
    // A pointer that rests is about to do nothing.
    x = 60 - x;
    await pointed.hover({ position: { x, y: 5 } });
    expect(hasArrived).toBe(true);
  }).toPass({ intervals: [100] });
  expect(await rows.allInnerTexts()).toEqual(found);
  await page.mouse.move(0, 0);
  await expect(rows.filter({ hasText: "a piano on board" }).first()).toBeVisible();
  await appended;
});
