// The built desktop app in plain Node.js, with a stand-in for Electron: node desktop-process.ts <user data folder> [argument…].
// Whoever started it is the page: messages come and go over the process's channel.

import { Buffer } from "node:buffer";
import { once } from "node:events";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const standInUrl = new URL("../../src/testing/electron-stand-in.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: standInUrl, shortCircuit: true } : next(specifier, context),
});

const { app, BrowserWindow, desktop, ipcMain, resetDesktop } = await import("../../src/testing/electron-stand-in.ts");

const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("invoke"), id: z.int(), channel: z.string(), values: z.array(z.unknown()) }),
  z.object({ kind: z.literal("send"), channel: z.string(), values: z.array(z.unknown()) }),
  z.object({ kind: z.literal("fetch"), id: z.int(), url: z.string() }),
  z.object({ kind: z.literal("launch"), given: z.array(z.string()) }),
  z.object({ kind: z.literal("choose"), folder: z.string() }),
  z.object({ kind: z.literal("close") }),
]);

const tell = (message: object) => process.send?.(message);

async function answerFetch(id: number, url: string): Promise<void> {
  const handler = desktop.protocols.get("app");
  if (handler === undefined) throw new Error("Nothing answers app:.");
  const response = await handler(new Request(url));
  const body = Buffer.from(await response.arrayBuffer()).toString("base64");
  tell({ kind: "fetched", id, status: response.status, headers: Object.fromEntries(response.headers), body });
}

async function answerInvoke(id: number, channel: string, values: readonly unknown[]): Promise<void> {
  const handler = desktop.handlers.get(channel);
  const page = BrowserWindow.all[0]?.webContents;
  if (handler === undefined || page === undefined) throw new Error(`Nobody answers ${channel}.`);
  const event = { sender: page, senderFrame: page.mainFrame };
  tell({ kind: "answered", id, value: await Reflect.apply(handler, undefined, [event, ...values]) });
}

process.on("message", async (raw: unknown) => {
  const message = messageSchema.parse(raw);
  const page = BrowserWindow.all[0]?.webContents;
  if (message.kind === "fetch") await answerFetch(message.id, message.url);
  else if (message.kind === "invoke") await answerInvoke(message.id, message.channel, message.values);
  else if (message.kind === "send") {
    ipcMain.emit(message.channel, { sender: page, senderFrame: page?.mainFrame }, ...message.values);
  } else if (message.kind === "launch") {
    app.emit("second-instance", {}, [], process.cwd(), { given: message.given, workingFolder: process.cwd() });
  } else if (message.kind === "choose") {
    desktop.folder = message.folder;
  } else BrowserWindow.all[0]?.close();
});

const [userData = "", ...given] = process.argv.slice(2);
resetDesktop(userData);
process.argv = ["electron", "app", ...given];
app.on("browser-window-created", (_event: unknown, window: InstanceType<typeof BrowserWindow>) => {
  const page = window.webContents;
  page.on("stand-in:sent", (channel: string, values: unknown[]) => tell({ kind: "pushed", channel, values }));
  page.on("did-finish-load", () => {
    tell({ kind: "loaded", url: page.mainFrame.url, preferences: window.options.webPreferences });
  });
});
const ended = once(app, "stand-in:ended");
const main: unknown = fileURLToPath(new URL("../../out/main/main.js", import.meta.url));
await import(String(main));
await ended;
process.disconnect();
