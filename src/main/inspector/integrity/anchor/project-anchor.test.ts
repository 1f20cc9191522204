import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ANCHOR_PIECE_CHARACTERS } from "../../../../shared/ipc/model/anchor.ts";
import { copyFixture, fixturesDirectory } from "../../../../testing/fixtures.ts";
import { startTestInspector, type TestPage } from "../../../../testing/inspector-client.ts";

const NAME = "semiont-0.4.15-complete";

async function verify(page: TestPage, text: string) {
  for (let from = 0; from < text.length; from += 1000) {
    await page.call("anchor.upload", { upload: "file", text: text.slice(from, from + 1000) });
  }
  return page.call("anchor.verify", { operation: "verify", upload: "file", name: "kept.json" });
}

describe.skipIf(fixturesDirectory() === undefined)("anchors in the app (skipped without the fixtures)", () => {
  test("a log is unanchored until a state is saved; a cut tail is then found with its place, also after reopening", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const { anchor, verdict } = await page.open(fixture.projectFolder);
    expect(anchor).toBe("unanchored");
    expect(await page.call("anchor.read", {})).toEqual({ state: "unanchored" });
    const document = await page.call("anchor.save", { operation: "save" });
    expect(document.fileName).toMatch(/-anchor-\d{4}-\d\d-\d\d\.json$/u);
    expect((await page.next("project.changed")).summary.anchor).toBe("extends");
    expect(await verify(page, document.content)).toMatchObject({ extends: true, findings: [] });
    await page.call("project.close", {});

    const { rows } = await (async () => {
      await page.open(fixture.projectFolder);
      return page.call("resources.query", {
        ...{ filter: "-is:system", sort: { column: "events", direction: "ascending" }, offset: 0, limit: 1 },
      });
    })();
    const stream = rows[0]?.stream ?? "";
    const last = await page.call("event.read", { reference: { stream, position: rows[0]?.events ?? 1 } });
    await page.next("watch.changed", ({ state }) => state === "watching");
    const path = join(fixture.projectFolder, last.file);
    await writeFile(path, (await readFile(path)).subarray(0, last.offset));
    const change = await page.next("project.changed", ({ summary }) => summary.anchor === "diverged");
    // No chain can tell that its end is missing.
    expect(change.summary.verdict).toBe(verdict);
    const expected = { code: "anchor-divergence", cause: "log-shortened", stream, line: last.line };
    expect(await page.call("anchor.read", {})).toMatchObject({
      state: "anchored",
      comparison: { extends: false, counts: { diverged: 1 }, findings: [{ finding: expected }] },
    });
    expect(await verify(page, document.content)).toMatchObject({ extends: false, findings: [{ finding: expected }] });
    await page.call("project.close", {});
    await page.open(fixture.projectFolder);
    expect(await page.next("project.changed", ({ summary }) => summary.anchor === "diverged")).toBeDefined();
    expect(test.reported).toEqual([]);
  });

  test("of a log with a stream in two places no anchor is taken, and it is said what to do", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    const events = join(fixture.projectFolder, ".semiont", "events");
    await writeFile(join(events, "twice.jsonl"), "");
    await mkdir(join(events, "ab"));
    await writeFile(join(events, "ab", "twice.jsonl"), "");
    await page.open(fixture.projectFolder);
    await expect(page.call("anchor.save", { operation: "save" })).rejects.toMatchObject({
      ...{ code: "unreadable", message: expect.stringContaining("two places") },
      advice: expect.stringContaining("findings"),
    });
  });

  test("what is no anchor, was edited, or is too large is refused with what to do", async () => {
    await using fixture = await copyFixture(NAME);
    await using test = await startTestInspector();
    const { page } = test;
    await page.open(fixture.projectFolder);
    const { content } = await page.call("anchor.save", { operation: "save" });
    await expect(verify(page, "{}")).rejects.toMatchObject({ code: "unreadable" });
    await expect(verify(page, content.slice(0, -5))).rejects.toThrow("is not JSON");
    await expect(verify(page, content.replace(/"events": \d+/u, '"events": 1000'))).rejects.toThrow("was edited");
    const gone = { operation: "verify", upload: "never", name: "x" };
    await expect(page.call("anchor.verify", gone)).rejects.toMatchObject({ code: "not-found" });
    const piece = " ".repeat(ANCHOR_PIECE_CHARACTERS);
    const flood = async () => {
      for (;;) await page.call("anchor.upload", { upload: "flood", text: piece });
    };
    await expect(flood()).rejects.toThrow("too large");
  });
});
