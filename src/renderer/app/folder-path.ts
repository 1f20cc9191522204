import type { FolderListing } from "../../shared/ipc/model/application.ts";

/** The folders in a folder, with the hidden ones; those of the start for null. */
export type ListFolders = (handle: string | null) => Promise<FolderListing>;

/** Where a typed path leads, or a sentence that says where it ends. */
export type FolderOfPath = { readonly handle: string } | { readonly problem: string };

/**
 * Follows a path that a person typed from folder to folder, since the page sends the host no paths. A path without a root starts in
 * the folder that is shown, one that begins with `~` where the browser starts.
 */
export async function folderOfPath(typed: string, current: string, list: ListFolders): Promise<FolderOfPath> {
  const text = typed.trim();
  const isHome = text === "~" || /^~[\\/]/u.test(text);
  const isRooted = /^(?:[\\/]|[a-z]:)/iu.test(text);
  let at = await list(isHome ? null : current);
  let rest = isHome ? text.slice(1) : text;
  if (isRooted) {
    while (restOf(text, at.current.path) === null && at.parent !== null) at = await list(at.parent);
    const below = restOf(text, at.current.path);
    if (below === null) return { problem: `${text} is on another drive than ${at.current.path}.` };
    rest = below;
  }
  for (const name of rest.split(/[\\/]+/u)) {
    if (name === "" || name === ".") continue;
    const next = name === ".." ? at.parent : at.entries.find((entry) => entry.name === name)?.handle;
    if (next === undefined) return { problem: notFound(name, at) };
    if (next !== null) at = await list(next);
  }
  return { handle: at.current.handle };
}

/** What of a path stands below a folder; null when it leads elsewhere. */
function restOf(path: string, folder: string): string | null {
  const isRoot = /[\\/]$/u.test(folder);
  if (path === folder) return "";
  if (!path.startsWith(folder)) return null;
  return isRoot || /^[\\/]/u.test(path.slice(folder.length)) ? path.slice(folder.length) : null;
}

function notFound(name: string, { current, omitted }: FolderListing): string {
  const among = omitted > 0 ? " among those that are listed" : "";
  return `There is no folder “${name}” in ${current.path}${among}.`;
}
