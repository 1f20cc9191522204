import { app, type Session, session, type WebContents } from "electron";
import { isAppAddress } from "./app-address.ts";

/** Copying a link needs it; it lets a page write plain text while a person acts on it, and read nothing. */
const GRANTED = "clipboard-sanitized-write";

/** Denies every permission but that one to our own page. */
function denyPermissions(of: Session): void {
  of.setPermissionCheckHandler((_page, permission, origin) => permission === GRANTED && isAppAddress(origin));
  of.setPermissionRequestHandler((_page, permission, answer, { requestingUrl }) => {
    answer(permission === GRANTED && isAppAddress(requestingUrl));
  });
  of.setDevicePermissionHandler(() => false);
  // Exports are saved by the page as downloads; nothing else may start one.
  of.on("will-download", (event, item) => {
    if (!item.getURL().startsWith("blob:app://")) event.preventDefault();
  });
}

/** Holds every page of the app to the one address it was loaded from, whoever made it. */
export function guardPages(openLink: (address: string, page: WebContents) => void): void {
  denyPermissions(session.defaultSession);
  app.on("web-contents-created", (_event, page) => {
    page.setWindowOpenHandler(({ url }) => {
      openLink(url, page);
      return { action: "deny" };
    });
    page.on("will-navigate", (event) => event.preventDefault());
    page.on("will-frame-navigate", (event) => event.preventDefault());
    page.on("will-redirect", (event) => event.preventDefault());
    page.on("will-attach-webview", (event) => event.preventDefault());
  });
}
