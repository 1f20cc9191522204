import type { WebSocket } from "ws";
import { createPage, type Page, type PageOptions } from "./page.ts";

/** The pages that are open, and those whose connection broke and who may come back. */
export interface Pages {
  /** @param key of the page that says to have been here before; null for a new one */
  admit(socket: WebSocket, key: string | null): void;
  /** Lets go of all of them. */
  end(): void;
}

export function createPages(options: Omit<PageOptions, "ended">): Pages {
  const pages = new Map<string, Page>();
  return {
    admit(socket, key) {
      const known = key === null ? undefined : pages.get(key);
      if (known !== undefined) return known.attach(socket, true);
      if (pages.size >= options.limits.connections) {
        // The one that has been away for longest makes room.
        [...pages.values()].find(({ isAttached }) => !isAttached)?.end();
      }
      const page = createPage({ ...options, ended: () => pages.delete(page.key) });
      pages.set(page.key, page);
      page.attach(socket, false);
    },
    end() {
      for (const page of [...pages.values()]) page.end();
    },
  };
}
