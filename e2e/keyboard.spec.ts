import { expect, test } from "./app/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("the altered record is found without a mouse", async ({ page, host, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"));
  const { keyboard } = page;

  await keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  // What lies above keeps the keys for itself.
  await keyboard.press("g");
  await keyboard.press("r");
  await expect(page).toHaveURL(/overview/);
  await keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("resources");
  await expect(
    page.getByRole("dialog", { name: "Search and run commands" }).getByRole("menuitem", { name: /^Resources/ }),
  ).toBeVisible();
  await keyboard.press("Enter");
  const resources = page.getByRole("grid", { name: "Resources" });
  await expect(resources).toBeFocused();

  await keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Filter resources" })).toBeFocused();
  await keyboard.type('verdict:suspect "A7: field"');
  // The rows of the question before stay until the answer is there.
  await expect(page.locator("main").getByRole("status").first()).toHaveText("1 of 33");
  await expect(resources.getByRole("row", { name: /Ice core A7/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(resources).toBeFocused();
  await keyboard.press("j");
  await expect(page).toHaveURL(/resource=/);
  await keyboard.press("Enter");

  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events).toBeFocused();
  await expect(events.getByRole("row", { name: /Updated “Its depth agrees with 1815”/ })).toBeVisible();
  await keyboard.press("End");
  await expect(page.getByRole("heading", { level: 2, name: /^Updated “Its depth/ })).toBeVisible();
  for (const _ of [1, 2, 3, 4]) await keyboard.press("k");
  await expect(
    page.getByRole("heading", { level: 2, name: /^Commented on “Its depth agrees with 1815”/ }),
  ).toBeVisible();
  await expect(page.locator("main")).toContainText("does not have the checksum that it was written with");

  // What the panel offers, the palette does, too.
  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("raw line copy");
  await expect(page.getByRole("menuitem", { name: /^Copy the raw line of the event/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page.getByText("Line copied")).toBeVisible();
  expect(JSON.parse(await host.copied())).toHaveProperty("metadata.sequenceNumber");

  await keyboard.press("Escape");
  await expect(page).not.toHaveURL(/event=/);
  // Escape in an empty filter leads back to the list.
  await keyboard.press("/");
  await keyboard.press("Escape");
  await expect(events).toBeFocused();
  await keyboard.press("g");
  await keyboard.press("o");
  await expect(page.getByRole("region", { name: "Verdict", exact: true })).toBeVisible();
  await expect(page.locator("main")).toBeFocused();
  await keyboard.press("Alt+ArrowLeft");
  await expect(events).toBeVisible();

  // The chains are checked from any screen.
  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("verify chains");
  // What was found for the letters before stays in the list until then.
  await expect(page.getByRole("menuitem", { name: /^Nothing contains “verify chains”/ })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /^Check everything again/ })).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("toolbar", { name: "Integrity" })).toContainText(/Checked .* in /);
});
