import type { Carrier } from "../../../shared/ipc/client.ts";
import { connectToHost } from "./browser-carrier.ts";

/** The way out of this page: the one that the desktop's preload script put here, or else a connection to the server. */
export function findCarrier(): Carrier {
  const offered: unknown = Reflect.get(window, "semiont");
  return isCarrier(offered) ? offered : connectToHost(new URL(window.location.href), { token: takeToken(), onWaking });
}

const KEY = "token";

/**
 * Takes the token out of the address into the storage of this origin, which no page of another port can read and no browser
 * sends anywhere. @returns what gives the token of the moment: another tab may have been opened with a newer one
 */
function takeToken(): () => string | null {
  const address = new URL(window.location.href);
  const given = address.searchParams.get("token");
  if (given !== null) {
    localStorage.setItem(KEY, given);
    address.searchParams.delete("token");
    window.history.replaceState(null, "", address);
  }
  return () => localStorage.getItem(KEY);
}

function onWaking(retry: () => void): void {
  window.addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") retry();
  });
}

function isCarrier(offered: unknown): offered is Carrier {
  if (typeof offered !== "object" || offered === null) return false;
  return ["call", "listen", "onConnection"].every((name) => typeof Reflect.get(offered, name) === "function");
}
