import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BrowserServer, startBrowserServer } from "../../browser/server.ts";
import { createHostInspector } from "../../create-host-inspector.ts";
import { findInstallation } from "../../installation.ts";
import { platformName, userFolders } from "../../user-folders.ts";
import { harmlessText } from "../harmless.ts";
import { requireProject } from "../open-log.ts";
import { showInBrowser } from "../show-in-browser.ts";
import type { Terminal } from "../terminal.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Serves the app to this machine's browsers until interrupted. */
export async function serve(
  folder: string | undefined,
  options: ServeOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  return serveAnd(folder, options, terminal, signal, () => undefined);
}

/** As {@link serve}, and opens the app in the person's own browser. */
export async function open(
  folder: string | undefined,
  options: ServeOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  return serveAnd(folder, options, terminal, signal, (address) =>
    showInBrowser(address, (reason) => terminal.say(`No browser could be opened (${reason}); open the address above.`)),
  );
}

async function serveAnd(
  folder: string | undefined,
  { port = 0 }: ServeOptions,
  terminal: Terminal,
  signal: AbortSignal,
  show: (address: string) => void,
): Promise<number> {
  const report = (message: string, error: unknown) => {
    terminal.say(harmlessText(`${message} ${error instanceof Error ? error.message : String(error)}`));
  };
  // Now, while somebody looks; the page would say it too, but later.
  if (folder !== undefined) await requireProject(resolve(folder));
  const installation = await findInstallation(import.meta.url);
  await stat(join(installation.pageFolder, "index.html")).catch((cause: unknown) => {
    throw new Error(`The app's page is not in ${installation.pageFolder}. Build it first: npm run build.`, { cause });
  });
  const platform = platformName(process.platform);
  const inspector = await createHostInspector(
    {
      host: "browser",
      platform,
      version: installation.version,
      abilities: { nativeFolderDialog: false, revealFiles: false, openEditor: false, severalWindows: false },
    },
    installation,
    userFolders(platform, process.env),
    report,
  );
  let server: BrowserServer | undefined;
  try {
    const place = folder === undefined ? undefined : `/p/${(await inspector.admitFolder(resolve(folder))).id}/overview`;
    server = await startBrowserServer({ inspector, pageFolder: installation.pageFolder, port, report });
    terminal.print(`Semiont Inspector is at ${server.address(place)}`);
    terminal.say(
      "The address is a key: whoever has it on this machine can see what the inspector shows. Stop with Ctrl-C.",
    );
    show(server.addressToOpen(place));
    if (!signal.aborted) await once(signal, "abort");
    return 0;
  } finally {
    await server?.close();
    await inspector.close();
  }
}
