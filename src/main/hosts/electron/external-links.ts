import { type BrowserWindow, dialog, shell } from "electron";

/** Where our own texts link to. Everything else comes from a project, and a person is asked. */
const OUR_HOSTS = new Set(["github.com", "semiont.org", "www.semiont.org"]);

/** @returns an address of the web, written in full; null for every other kind and for what carries a password */
function webAddress(link: string): string | null {
  const url = URL.parse(link);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  return url.username === "" && url.password === "" ? url.href : null;
}

/** Opens a link in the system's browser, if it is one of the web, and after asking where it comes from a project. */
export async function openExternalLink(link: string, window: BrowserWindow | null): Promise<void> {
  const address = webAddress(link);
  if (address === null || window === null) return;
  if (!OUR_HOSTS.has(new URL(address).host) && !(await isWanted(address, window))) return;
  await shell.openExternal(address);
}

async function isWanted(address: string, window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    message: "Open this address in your browser?",
    detail: `${address.slice(0, 500)}\n\nIt stands in the project and was not checked.`,
    buttons: ["Open", "Cancel"],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
