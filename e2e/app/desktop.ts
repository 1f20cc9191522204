import { Buffer } from "node:buffer";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page, Route } from "@playwright/test";
import { z } from "zod";
import type { Workspace } from "./workspace.ts";

const script = fileURLToPath(new URL("desktop-process.ts", import.meta.url));

/** The built main and preload scripts, with a Chromium page in the place of Electron's window. */
export interface Desktop extends AsyncDisposable {
  /** What the window was made with. */
  readonly preferences: Readonly<Record<string, unknown>>;
  /** As when the app is started once more. */
  launchAgain(...given: string[]): void;
  /** What the person will choose in the next folder dialog. */
  answerDialog(folder: string): void;
  /** What the app says for its log. */
  said(): string;
}

/** Chromium knows no `app:`; the page has this origin, as trusted, instead, and every file of it comes from the app's own handler. */
const ORIGIN = "http://inspector.localhost";

const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("answered"), id: z.int(), value: z.unknown().optional() }),
  z.object({
    kind: z.literal("fetched"),
    id: z.int(),
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  z.object({ kind: z.literal("pushed"), channel: z.string(), values: z.array(z.unknown()) }),
  z.object({ kind: z.literal("loaded"), url: z.string(), preferences: z.record(z.string(), z.unknown()) }),
]);
type Message = z.infer<typeof messageSchema>;

/** Starts the app and shows its window's page. */
export async function startDesktop(page: Page, workspace: Workspace, ...given: string[]): Promise<Desktop> {
  const child = fork(script, [`${workspace.folder}/user-data`, ...given], {
    env: workspace.environment,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
    execArgv: ["--no-warnings"],
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  /** The page may outlive the app for a moment at the end of a test: what it still says then goes nowhere. */
  const tell = (message: object) => {
    if (child.connected) child.send(message, () => undefined);
  };
  const waiting = new Map<number, (message: Message) => void>();
  let asked = 0;
  const ask = (message: object) =>
    new Promise<Message>((answer) => {
      asked += 1;
      waiting.set(asked, answer);
      tell({ ...message, id: asked });
    });
  const loading = new Promise<Extract<Message, { kind: "loaded" }>>((loaded, failed) => {
    child.once("exit", (code) => failed(new Error(`The app ended with ${code}. It said: ${said}`)));
    child.on("message", (raw) => {
      const message = messageSchema.parse(raw);
      if (message.kind === "loaded") loaded(message);
      else if (message.kind === "pushed") {
        // A page that is gone hears nothing, as in the app.
        page.evaluate(hearPush, message).catch(() => undefined);
      } else waiting.get(message.id)?.(message);
    });
  });

  const { url, preferences } = await loading;
  await page.exposeFunction("standInInvoke", async (channel: string, values: unknown[]) => {
    const answer = await ask({ kind: "invoke", channel, values });
    return answer.kind === "answered" ? answer.value : undefined;
  });
  await page.exposeFunction("standInSend", (channel: string, values: unknown[]) => {
    tell({ kind: "send", channel, values });
  });
  await page.addInitScript({ content: await preloadScript() });
  await page.route(`${ORIGIN}/**`, (route) => fulfil(route, ask));
  await page.goto(url.replace("app://inspector", ORIGIN));
  return {
    preferences,
    launchAgain: (...more) => tell({ kind: "launch", given: more }),
    answerDialog: (folder) => tell({ kind: "choose", folder }),
    said: () => said,
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function fulfil(route: Route, ask: (message: object) => Promise<Message>): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const answer = await ask({ kind: "fetch", url: `app://inspector${pathname}` });
  if (answer.kind !== "fetched") throw new Error("The page's file was answered with something else.");
  const { status, headers, body } = answer;
  await route.fulfill({ status, headers, body: Buffer.from(body, "base64") });
}

function hearPush({ channel, values }: { channel: string; values: unknown[] }): void {
  window.dispatchEvent(new CustomEvent("stand-in:push", { detail: { channel, values } }));
}

/** The built preload script as it is, between a `require` of the parts of Electron that it uses and nothing else. */
async function preloadScript(): Promise<string> {
  const preload = await readFile(new URL("../../out/preload/preload.cjs", import.meta.url), "utf8");
  return `(() => {
    const invoke = window.standInInvoke, send = window.standInSend, listeners = new Map();
    window.addEventListener("stand-in:push", ({ detail }) => {
      for (const listener of listeners.get(detail.channel) ?? []) listener({ sender: "secret" }, ...detail.values);
    });
    const electron = {
      contextBridge: { exposeInMainWorld: (key, api) => { window[key] = Object.freeze(api); } },
      ipcRenderer: {
        invoke: (channel, ...values) => invoke(channel, values),
        send: (channel, ...values) => send(channel, values),
        on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
        off: (channel, listener) => listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)),
      },
      webUtils: { getPathForFile: () => "" },
    };
    const require = (name) => { if (name === "electron") return electron; throw new Error("A sandboxed preload has no " + name); };
    (function (require) {${preload}
    })(require);
  })();`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.send({ kind: "close" });
  await gone;
}
