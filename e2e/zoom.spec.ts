import { expect, goTo, test } from "./app/test.ts";

/** 1440×900 at 200 %. */
test.use({ viewport: { width: 720, height: 450 } });

const STREAM = "6ce5351f89671a9d353248d2ca555a01";
const PLACES = [
  "overview",
  `resources?resource=${STREAM}`,
  "timeline",
  `r/${STREAM}/timeline?event=${STREAM}%3A14`,
  `r/${STREAM}/view?at=14`,
  `r/${STREAM}/diff?from=5&to=head`,
  "integrity",
  `integrity/chain/${STREAM}`,
  "rebuild",
  "search?q=piano",
];

test("at 200 % nothing runs out of the window, and every screen keeps its ways", async ({
  page,
  workspace,
  openProject,
}) => {
  test.slow();
  await openProject(await workspace.sample("aurora-library-damaged"));
  for (const place of PLACES) {
    await goTo(page, place);
    await expect(page.locator("main").locator(":scope > *").first()).toBeVisible();
    const { width, wide } = await page.evaluate(() => {
      const root = document.documentElement;
      const bars = [...document.querySelectorAll("header, [role=toolbar], footer, nav")];
      const wide = bars
        .filter(
          (bar) => bar.getBoundingClientRect().right > root.clientWidth + 1 || bar.scrollWidth > bar.clientWidth + 1,
        )
        .map((bar) => `${bar.tagName} ${bar.getAttribute("aria-label") ?? bar.className}`);
      return { width: root.scrollWidth, wide };
    });
    expect(width, place).toBeLessThanOrEqual(720);
    expect(wide, place).toEqual([]);
    await expect(
      page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Overview" }),
    ).toBeVisible();
  }
});
