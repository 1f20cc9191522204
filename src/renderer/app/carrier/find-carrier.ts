import type { Carrier } from "../../../shared/ipc/client.ts";
import { connectToHost } from "./browser-carrier.ts";

/** The way out of this page: the one that the desktop's preload script put here, or else a connection to the server. */
export function findCarrier(): Carrier {
  const offered: unknown = Reflect.get(window, "semiont");
  return isCarrier(offered) ? offered : connectToHost(new URL(window.location.href), onWaking);
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
