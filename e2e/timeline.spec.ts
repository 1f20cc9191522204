import { expect, goTo, test } from "./app/test.ts";

test("a timeline is filtered, folded and read down to the bytes", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline");
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { name: /Updated the content \(512 bytes\)/ })).toBeVisible();

  await page.getByRole("textbox", { name: "Filter events" }).fill("type:mark:archived");
  await expect(page.locator("main").getByRole("status").first()).toHaveText(/^3 of 468$/);
  await events.getByRole("row", { name: /given back to the institute/ }).click();
  await expect(page.getByRole("heading", { name: /given back to the institute/ })).toBeVisible();

  await page.getByRole("tab", { name: "Raw line" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(".semiont/events/");
  await expect(page.getByRole("tabpanel")).toContainText('"type":"mark:archived"');
  await expect(page).toHaveURL(/detail=raw/);

  await page.getByRole("textbox", { name: "Filter events" }).fill("");
  await page.getByRole("radio", { name: "Grouped" }).click();
  await expect(events.getByRole("row").filter({ hasText: "Job" }).first()).toBeVisible();
});

test("who closes the panel by its button goes on in the list by keys", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  await page.getByRole("treegrid", { name: "Events" }).getByRole("row").nth(2).click();
  await page.getByRole("button", { name: "Close the event" }).click();
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/event=/);
});

test("the hash of an altered record is recomputed in front of the person", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline?filter=1815");
  await page
    .getByRole("treegrid", { name: "Events" })
    .getByRole("row", { name: /agrees with 1815/ })
    .click();
  await page.getByRole("tab", { name: "Hash" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(/[0-9a-f]{64}/);
  await expect(page.locator("main")).toContainText("does not have the checksum that it was written with");
});

test("a link to an event shows it with its relations, and nothing is called new", async ({
  page,
  workspace,
  openProject,
}) => {
  const stream = "6ce5351f89671a9d353248d2ca555a01";
  await openProject(
    await workspace.sample("aurora-library"),
    `r/${stream}/timeline?event=${stream}%3A7&detail=related`,
  );
  const events = page.getByRole("treegrid", { name: "Events" });
  await expect(events.getByRole("row", { selected: true })).toContainText("Job progress");
  await expect(page.getByRole("button", { name: /^\d+ new$/ })).toHaveCount(0);
  const related = page.getByRole("tabpanel");
  await expect(related).toContainText("Completed the job reference-annotation");
  await related
    .getByRole("link", { name: /Completed the job/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 2, name: /Completed the job/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^\d+ new$/ })).toHaveCount(0);
});

const DENSITIES = ["Grouped", "Rows", "Records"] as const;

test("every density fills the list, whichever was there before, and keeps the linked event in sight", async ({
  page,
  workspace,
  openProject,
}) => {
  test.slow();
  const stream = "6ce5351f89671a9d353248d2ca555a01";
  const place = `r/${stream}/timeline?event=${stream}%3A14&density=records`;
  await openProject(await workspace.sample("aurora-library-damaged"), place);
  const events = page.getByRole("treegrid", { name: "Events" });
  const list = await events.boundingBox();
  if (list === null) throw new Error("The list is not there.");
  const linked = events.getByRole("row", { selected: true });
  await expect(linked).toBeInViewport();
  for (const from of DENSITIES) {
    for (const to of DENSITIES) {
      if (from === to) continue;
      for (const density of [from, to]) {
        await page.getByRole("radio", { name: density }).click();
        await expect(page.getByRole("radio", { name: density })).toBeChecked();
      }
      // The rows reach down to the end of the list, or all of them are there.
      await expect(async () => {
        const shown = await events
          .locator(".timeline-row")
          .evaluateAll((rows) =>
            rows.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
          );
        const total = Number(await events.getAttribute("aria-rowcount")) - 1;
        const lowest = Math.max(...shown.map(({ bottom }) => bottom));
        expect(shown.length === total || lowest >= list.y + list.height).toBe(true);
        const sorted = shown.toSorted((left, right) => left.top - right.top);
        for (const [index, { top }] of sorted.entries()) {
          if (index > 0) expect(Math.abs(top - (sorted[index - 1]?.bottom ?? 0))).toBeLessThan(1.5);
        }
      }).toPass();
      // In a group it is the group that is gone to.
      await expect(to === "Grouped" ? events.locator(".timeline-row-active") : linked).toBeInViewport();
    }
  }
});

test("the head of a linked record is in sight, and stays while the record goes by", async ({
  page,
  workspace,
  openProject,
}) => {
  const stream = "6ce5351f89671a9d353248d2ca555a01";
  await openProject(
    await workspace.sample("aurora-library"),
    `r/${stream}/timeline?event=${stream}%3A9&density=records`,
  );
  const events = page.getByRole("treegrid", { name: "Events" });
  const head = events.getByRole("row", { selected: true }).locator(".timeline-record-head");
  await expect(head).toBeInViewport({ ratio: 1 });
  const before = await head.boundingBox();
  await events.evaluate((list) => list.scrollBy(0, 100));
  await expect(head).toBeInViewport({ ratio: 1 });
  const after = await head.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(30);
  await expect(events.locator(".json-text-key").first()).toHaveText('"event"');
});

test("a group says its job, how it ended and of what resource, and holds its events inside", async ({
  page,
  workspace,
  openProject,
}) => {
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline?density=grouped&order=oldest");
  const events = page.getByRole("treegrid", { name: "Events" });
  const job = events.getByRole("row", { name: /reference-annotation – completed, 6 annotations/ }).first();
  await expect(job).toContainText("Wintering log of Aurora Station");
  await expect(job).toHaveAttribute("aria-expanded", "false");
  await job.click();
  await page.keyboard.press("ArrowRight");
  await expect(job).toHaveAttribute("aria-expanded", "true");
  const inside = events.getByRole("row", { level: 2 });
  await expect(inside.first()).toContainText("Started the job reference-annotation");
  await expect(events.locator(".timeline-row-member-last")).toContainText("Completed the job");
  // From inside, the keys lead back to the group, and past it.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(inside.and(events.locator(".timeline-row-active"))).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(job).toHaveClass(/timeline-row-active/);
  await page.keyboard.press("ArrowUp");
  await expect(job).not.toHaveClass(/timeline-row-active/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(inside).toHaveCount(0);

  // With the newest first, new rows come in above; those of a group that is opened do not, and push nothing away.
  await goTo(page, "timeline?density=grouped&order=newest");
  await expect(events.getByRole("row", { name: /Updated the content/ }).first()).toBeVisible();
  const closed = events.locator("[aria-expanded=false]");
  await closed.last().scrollIntoViewIfNeeded();
  const stood = await closed.last().boundingBox();
  await closed.last().getByRole("button").click();
  await expect(inside.first()).toBeAttached();
  // Keys go on from the group that the mouse has opened.
  await expect(events.locator("[aria-expanded=true]")).toHaveClass(/timeline-row-active/);
  await expect(events).toBeFocused();
  const stands = await events.locator("[aria-expanded=true]").boundingBox();
  expect(Math.abs((stands?.y ?? 0) - (stood?.y ?? 0))).toBeLessThan(2);
});

test("a line that is no record opens its panel, and has an address", async ({ page, workspace, openProject }) => {
  const folder = await workspace.sample("aurora-library-damaged");
  await openProject(folder, "timeline?filter=has%3Afinding");
  const events = page.getByRole("treegrid", { name: "Events" });
  const line = events.getByRole("row", { name: /No record: it is not JSON \(Unexpected token '#'/ });
  await expect(line).toContainText("Line 5");
  await line.click();
  const panel = page.getByRole("region", { name: "Line", exact: true });
  await expect(panel).toContainText("Line 5 cannot be read");
  await expect(panel).toContainText(/\.semiont\/events\/.*330e6f6e4e0a95800c680a69f13d6e2a\.jsonl:5/);
  await panel.getByRole("radio", { name: "Hex" }).click();
  await expect(panel).toContainText("7b 22 65 76 65 6e 74");
  await expect(page).toHaveURL(/finding=/);
  await page.reload();
  await expect(line).toHaveAttribute("aria-selected", "true");
  await expect(line).toBeInViewport();
  await panel.getByRole("link", { name: "Finding" }).click();
  await expect(page.getByRole("heading", { name: "Corrupt line" })).toBeVisible();
});

test("a paused list says so", async ({ page, workspace, openProject }) => {
  await openProject(await workspace.sample("aurora-library"), "timeline");
  await page.getByRole("button", { name: "Pause: keep the list as it is" }).click();
  const paused = page.getByRole("button", { name: "Paused: follow new events" });
  await expect(paused).toHaveText("Paused");
  await paused.click();
  await expect(paused).toHaveCount(0);
});
