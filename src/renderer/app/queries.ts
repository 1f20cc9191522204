import { notifyManager, QueryClient } from "@tanstack/react-query";

/** How long answers that nobody looks at are kept, for going back and forth. */
const KEPT_MS = 60_000;

/** The cache of answers. They stay true until the host says that something has changed, so nothing is asked by the clock. */
export function createQueries(): QueryClient {
  // Otherwise answers wait for a timer, which comes after whatever else the page has to do.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: KEPT_MS,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The host is on this machine, whether there is a network or not.
        networkMode: "always",
        structuralSharing: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
