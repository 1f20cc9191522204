import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { makeHistory } from "./app/git-project.ts";
import { expect, goTo, test } from "./app/test.ts";

// Each size of the window comes with its own colours, light and dark.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Every screen of a project: its place, where `<stream>` is an altered resource, and its heading. */
const PLACES: Readonly<Record<string, Readonly<Record<string, readonly [place: string, heading: string]>>>> = {
  "a project": {
    overview: ["overview", "Overview"],
    resources: ["resources?resource=<stream>", "Resources"],
    timeline: ["timeline", "Timeline"],
    "grouped timeline": ["timeline?density=grouped", "Timeline"],
    "records of a timeline": ["timeline?density=records", "Timeline"],
    integrity: ["integrity", "Integrity"],
    "history without a repository": ["integrity?show=history", "Integrity"],
    anchor: ["integrity?show=anchor", "Integrity"],
    rebuild: ["rebuild", "Rebuild"],
    search: ["search?q=piano", "Search"],
  },
  "a resource": {
    "timeline with an event": ["r/<stream>/timeline?event=<stream>%3A4", "Timeline"],
    "raw line": ["r/<stream>/timeline?event=<stream>%3A4&detail=raw", "Timeline"],
    "the trace of a record": ["r/<stream>/timeline?event=<stream>%3A14&detail=trace", "Timeline"],
    "time travel": ["r/<stream>/view?at=5", "Time travel"],
    differences: ["r/<stream>/diff?from=5&to=head", "Differences"],
    chain: ["integrity/chain/<stream>", "Chain"],
  },
};

/** The document whose comment was altered; its id is the same in every run of the script that writes the sample. */
const STREAM = "6ce5351f89671a9d353248d2ca555a01";

for (const [what, places] of Object.entries(PLACES)) {
  test(`axe finds nothing serious on the screens of ${what}`, async ({ page, workspace, openProject }) => {
    // axe looks at every element: on a busy machine that takes its time.
    test.slow();
    await openProject(await workspace.sample("aurora-library-damaged"));
    for (const [name, [place, heading]] of Object.entries(places)) {
      await test.step(name, async () => {
        await goTo(page, place.replaceAll("<stream>", STREAM));
        await arrived(page, heading);
        expect.soft(await seriousViolations(page), name).toEqual([]);
      });
    }
  });
}

test("axe finds nothing serious on a suspect finding, acknowledged or about to be", async ({
  page,
  workspace,
  openProject,
}) => {
  test.slow();
  await openProject(await workspace.sample("aurora-library-damaged"), "integrity?severity=suspect");
  await page.getByRole("row", { name: /Content altered/u }).click();
  await expect(page.getByRole("region", { name: "What it reaches" })).toBeVisible();
  await page.getByRole("button", { name: "Acknowledge…" }).click();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test("axe finds nothing serious on a line that is no record, in an open group, and on what is suggested", async ({
  page,
  workspace,
  openProject,
}) => {
  test.slow();
  await openProject(await workspace.sample("aurora-library-damaged"), "timeline?filter=finding%3Asuspect");
  const events = page.getByRole("treegrid", { name: "Events" });
  await events
    .getByRole("row", { name: /No record/ })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "Bytes in the file" })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  await goTo(page, "timeline?density=grouped");
  await events
    .getByRole("button", { name: /^List \d+ events/ })
    .first()
    .click();
  await expect(events.getByRole("row", { level: 2 }).first()).toBeVisible();
  await page.getByRole("textbox", { name: "Filter events" }).fill("flow:");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { selected: true })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test("axe finds nothing serious on a change in git", async ({ page, workspace, openProject }) => {
  test.slow();
  const folder = await workspace.sample("aurora-library");
  await makeHistory(folder);
  await openProject(folder, "integrity?show=history");
  await page.getByRole("row", { name: /Edited record/u }).click();
  await expect(page.getByRole("treegrid", { name: "Before and after" })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test("axe finds nothing serious on the welcome screen", async ({ page, openWelcome }) => {
  test.slow();
  await openWelcome();
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test("axe finds nothing serious on what opens above the screens", async ({ page, workspace, openProject }) => {
  test.slow();
  await openProject(await workspace.sample("aurora-library-damaged"), `r/${STREAM}/timeline?filter=type%3Amark%3A*`);
  const looked = async (open: () => Promise<void>, apart: readonly string[] = []) => {
    await open();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await seriousViolations(page, apart)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  await looked(() => page.keyboard.press("?"));
  // The arrow keys of the field scroll the palette's list, which axe only knows of list boxes.
  await looked(() => page.keyboard.press("ControlOrMeta+k"), [".palette-list"]);
  await looked(() => page.getByRole("button", { name: "Saved filters" }).click());
  await looked(() => page.getByRole("button", { name: "Type: mark:*", exact: true }).click());
  await page.getByRole("treegrid", { name: "Events" }).getByRole("row", { level: 1 }).first().click();
  await looked(() => page.getByRole("button", { name: "Save a repro bundle" }).click());
});

/** The screen is there, which may still wait for what it shows. */
async function arrived(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await expect(page.locator("main").locator(":scope > *").first()).toBeVisible();
}

/**
 * What is shown once nothing is a placeholder any more, nor pale because another answer is on its way.
 * @param apart what is looked at in another way
 */
async function seriousViolations(page: Page, apart: readonly string[] = []): Promise<string[]> {
  await expect(page.locator("main .skeleton, main [aria-busy=true]")).toHaveCount(0);
  const { violations } = await apart
    .reduce((builder, part) => builder.exclude(part), new AxeBuilder({ page }))
    // Without frames of other origins there is nothing for which a second page would have to be opened.
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} – ${failureSummary}`),
    );
}
