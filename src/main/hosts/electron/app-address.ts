/** The page's own scheme: `file:` would let it read every file of the machine. */
export const APP_SCHEME = "app";
const APP_HOST = "inspector";

/** The page, at a place of the app: `/p/<project>/overview`. */
export function appAddress(place?: string): string {
  return `${APP_SCHEME}://${APP_HOST}/${place === undefined ? "" : `#${place}`}`;
}

/** Whether an address is the page's. By its parts: Node says that the origin of every such address is "null". */
export function isAppAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === "";
}

/** Links from outside lead to the same places under a scheme that the system knows: `semiont-inspector://inspector/#/p/…`. */
export const LINK_SCHEME = "semiont-inspector";
const LONGEST_LINK = 4096;

/** @returns the place that a link leads to; null when it is none of ours */
export function placeOfLink(link: string): string | null {
  const url = link.length > LONGEST_LINK ? null : URL.parse(link);
  if (url === null || url.protocol !== `${LINK_SCHEME}:` || url.host !== APP_HOST) return null;
  return url.hash.startsWith("#/") ? url.hash.slice(1) : null;
}

/** @returns the place where a window is, to be shown again after its page was lost */
export function placeOfAddress(address: string): string | undefined {
  const hash = isAppAddress(address) ? new URL(address).hash : "";
  return hash.startsWith("#/") ? hash.slice(1) : undefined;
}
