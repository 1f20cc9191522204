import { useSyncExternalStore } from "react";
import { hrefOf, type Place, readPlace } from "./places.ts";

/*
 * Where the app is: the part of the window's address behind `#`. The browser's own history is the only one there is,
 * so that back, forward, reloading and copied links cannot disagree with what is shown. The address hears of a change a
 * moment later: for a browser a new address is a lot of work, 8 to 12 ms in all its processes, which the new screen, or the
 * answer to a letter of a filter, would wait for.
 */

/** Until a new entry is made, and until the current one is changed in place. Nobody is quick enough to go back from what they have not seen. */
const LAG_MS = { new: 100, current: 250 } as const;

const LEAVING = ["beforeunload", "pagehide", "click"] as const;

const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/** The address is another one, by back, forward, or by hand: what it had not heard of yet belonged to the one before. */
function moved(): void {
  forgetUnsaid();
  changed();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener("popstate", moved);
    // The next page reads where to begin from the address, and a link that is followed makes the entry after it.
    for (const leaving of LEAVING) window.addEventListener(leaving, sayAddress, true);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.removeEventListener("popstate", moved);
    for (const leaving of LEAVING) window.removeEventListener(leaving, sayAddress, true);
  };
}

let known: { readonly hash: string; readonly place: Place | null } | undefined;
/** What the address has not heard of yet. */
let unsaid:
  | { readonly href: string; readonly entry: keyof typeof LAG_MS; readonly timer: ReturnType<typeof setTimeout> }
  | undefined;

/** The place of the current address; `null` when the address names none. The same object as long as it stays the same. */
export function currentPlace(): Place | null {
  const { hash } = window.location;
  if (known?.hash !== hash) {
    forgetUnsaid();
    known = { hash, place: readPlace(hash) };
  }
  return known.place;
}

export function usePlace(): Place | null {
  return useSyncExternalStore(subscribe, currentPlace);
}

function forgetUnsaid(): void {
  clearTimeout(unsaid?.timer);
  unsaid = undefined;
}

function sayLater(href: string, entry: keyof typeof LAG_MS): void {
  clearTimeout(unsaid?.timer);
  unsaid = { href, entry, timer: setTimeout(sayAddress, LAG_MS[entry]) };
}

function sayAddress(): void {
  if (unsaid === undefined) return;
  const { href, entry } = unsaid;
  forgetUnsaid();
  if (entry === "new") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
  if (known !== undefined) known = { ...known, hash: window.location.hash };
}

/** How soon a change of the same kind has to follow to share an entry. */
const MERGED_MS = 1500;
let lastMerge: { readonly kind: string; readonly at: number } | undefined;

export interface NavigateOptions {
  /** Takes the place of the current entry in the history, for changes that nobody wants to go back through. */
  readonly replace?: boolean;
  /** Changes of the same kind that follow each other soon share one entry: going back undoes a filter, not a letter. */
  readonly merge?: string;
}

export function navigate(place: Place, { replace = false, merge }: NavigateOptions = {}): void {
  const href = hrefOf(place);
  const before = currentPlace();
  if (href === (unsaid?.href ?? window.location.hash)) return;
  const now = performance.now();
  const isMerged = merge !== undefined && merge === lastMerge?.kind && now - lastMerge.at < MERGED_MS;
  lastMerge = merge === undefined ? undefined : { kind: merge, at: now };
  if (replace || isMerged) sayLater(href, unsaid?.entry ?? "current");
  else {
    sayAddress();
    sayLater(href, "new");
  }
  if (before?.screen !== place.screen) letGoOfFocus();
  // As it would be read back, so that nothing depends on when the address hears of it.
  known = { hash: window.location.hash, place: readPlace(href) };
  changed();
}

/** To the entry before the current one, or after it. */
export function goBack(): void {
  sayAddress();
  window.history.back();
}

export function goForward(): void {
  sayAddress();
  window.history.forward();
}

/** What has the focus goes with its screen. Taken away half-way through the change, it would have the page laid out in between. */
function letGoOfFocus(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.closest("main > *") !== null) activeElement.blur();
}

/** The link to a place that can be sent to somebody who has the same project; on the desktop one that the system opens. */
export function absoluteLink(place: Place): string {
  if (window.location.protocol === "app:") return `semiont-inspector://${window.location.host}/${hrefOf(place)}`;
  return new URL(hrefOf(place), window.location.href).href;
}
