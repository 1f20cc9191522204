import type { ResourceView } from "../../../shared/projection/resource-view.ts";

/** The text of a view's file: two spaces, no final newline, as upstream writes it. */
export function viewText(view: ResourceView): string {
  return JSON.stringify(view, null, 2);
}

/**
 * How many events a view's file holds, found at its end without reading it all as JSON.
 * @returns `undefined` for a text that does not end as a view does
 */
export function versionInViewText(text: string): number | undefined {
  const match = /"version":\s*(\d+),\s*"updatedAt":\s*"(?:[^"\\]|\\.)*"\s*\}\s*\}\s*$/.exec(text.slice(-300));
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
