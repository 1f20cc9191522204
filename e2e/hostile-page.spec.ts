import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { startServer } from "./app/server.ts";
import { openWorkspace } from "./app/workspace.ts";

// A page of somebody else's in the browser in which the inspector is open. It stands on another port of this machine, to
// which browsers send the same cookies: the hardest case there is. Its server keeps everything that reaches it.

test("a hostile page beside the inspector gets nothing out of it", async ({ page, context }) => {
  await using workspace = await openWorkspace();
  await using server = await startServer(workspace, await workspace.sample("aurora-library"));
  await page.goto(server.address);
  await expect(page).toHaveTitle(/^Verified/);
  const { origin, host } = new URL(server.address);

  await using hostile = await serveHostilePage();
  const attacker = await context.newPage();
  await attacker.goto(hostile.address);
  const token = new URL(server.address).searchParams.get("token") ?? "";
  const loot = await attacker.evaluate(
    async ({ origin, host }) => {
      const socket = (address: string) =>
        new Promise<string>((settled) => {
          const attempt = new WebSocket(address);
          attempt.addEventListener("open", () => settled("open"));
          attempt.addEventListener("error", () => settled("refused"));
        });
      const loaded = (element: HTMLScriptElement | HTMLLinkElement | HTMLImageElement) =>
        new Promise<string>((settled) => {
          element.addEventListener("load", () => settled("loaded"));
          element.addEventListener("error", () => settled("refused"));
          document.head.append(element);
        });
      const text = (path: string) => fetch(origin + path, { credentials: "include" }).then((answer) => answer.text());
      const opaque = fetch(origin, { mode: "no-cors", credentials: "include" }).then(() => "got");
      const frame = document.createElement("iframe");
      frame.src = origin;
      const framed = new Promise<string>((settled) => frame.addEventListener("load", () => settled("load")));
      document.body.append(frame);
      await framed;
      return {
        cookie: document.cookie,
        storage: JSON.stringify({ ...localStorage, ...sessionStorage }),
        socket: await socket(`ws://${host}/socket`),
        read: await text("/").catch(() => "refused"),
        opaque: await opaque.catch(() => "refused"),
        script: await loaded(Object.assign(document.createElement("script"), { src: `${origin}/layers.css` })),
        style: await loaded(
          Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${origin}/layers.css` }),
        ),
        image: await loaded(Object.assign(document.createElement("img"), { src: `${origin}/icon.svg` })),
        frame: frame.contentDocument === null ? "closed" : (frame.contentDocument.body.textContent ?? ""),
      };
    },
    { origin, host },
  );
  expect(loot).toEqual({
    cookie: "",
    storage: "{}",
    socket: "refused",
    read: "refused",
    opaque: "refused",
    script: "refused",
    style: "refused",
    image: "refused",
    frame: "closed",
  });
  expect(token).toHaveLength(32);
  expect(hostile.heard().length).toBeGreaterThan(0);
  expect(hostile.heard().join("\n")).not.toMatch(new RegExp(`${token}|cookie`, "i"));
  expect(attacker.frames().map((frame) => frame.url())).not.toContain(`${origin}/`);

  // A window that it opens has no way back, and it has none into the window.
  const [opened] = await Promise.all([
    context.waitForEvent("page"),
    attacker.evaluate((address) => {
      Reflect.set(window, "prey", window.open(address));
    }, origin),
  ]);
  await opened.waitForLoadState();
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  await expect.poll(() => attacker.evaluate(() => Reflect.get(window, "prey")?.closed)).toBe(true);
});

async function serveHostilePage(): Promise<{ readonly address: string; heard(): readonly string[] } & AsyncDisposable> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push([request.url, ...request.rawHeaders].join("\n"));
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>You have won</title>");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The hostile page has no port.");
  return {
    address: `http://127.0.0.1:${address.port}/`,
    heard: () => heard,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
