import type { Client } from "../../shared/ipc/client.ts";
import { fillRemembered, onRemembered } from "../ui/remembered-values.ts";

/** While an edge is dragged its size changes with every frame; only where it comes to rest is worth a file. */
const REST_MS = 400;

/**
 * Takes what the host keeps, as far as this page has nothing of its own, and has the host keep what is set from now on, for as
 * long as the page lasts. To be called before anything else is asked: screens are drawn when the host has answered, and by
 * then their sizes are known.
 */
export async function sharePreferences(client: Client): Promise<void> {
  const changed = new Map<string, string>();
  let rest: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    for (const [key, value] of changed) {
      client
        .call("preferences.keep", { key, value })
        .catch((error: unknown) => console.info(`“${key}” is remembered by this page only.`, error));
    }
    changed.clear();
  };
  onRemembered((key, value) => {
    changed.set(key, value);
    clearTimeout(rest);
    rest = setTimeout(keep, REST_MS);
  });
  window.addEventListener("pagehide", keep);
  try {
    fillRemembered(await client.call("preferences.read", {}));
  } catch (error) {
    console.info("What was set before is not known to this page.", error);
  }
}
