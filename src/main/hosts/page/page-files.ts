import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";

export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

/** Everything that the build puts into the page's folder; anything else is not the page's and is not given out. */
const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** A name that means itself on every system: no dot in front, no separator, no stream or device of Windows. */
const plainName = /^[\w-][\w.-]*$/;

/**
 * Reads a file of the built page.
 *
 * Only plain names are looked up, so that `..`, escapes of escapes, drive letters and separators name nothing; and the
 * file has to be where its path says, so that a symbolic link in the folder, or in place of one, leads nowhere.
 *
 * @param folder the built page; absolute
 * @param pathname of the address, still with its percent escapes: none of our files needs one. `/` is the page itself
 * @returns null when there is no such file
 */
export async function readPageFile(folder: string, pathname: string): Promise<PageFile | null> {
  const names = pathname === "/" ? ["index.html"] : pathname.slice(1).split("/");
  const mediaType = mediaTypes[extname(names.at(-1) ?? "")];
  if (!pathname.startsWith("/") || mediaType === undefined || !names.every((name) => plainName.test(name))) return null;

  try {
    const wanted = [await realpath(folder), ...names].join(sep);
    if ((await realpath(wanted)) !== wanted) return null;
    // NOFOLLOW: it does not help to put a link there after the look above. Windows has neither flag nor such links.
    const file = await open(wanted, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      if (!(await file.stat()).isFile()) return null;
      return { content: new Uint8Array(await file.readFile()), mediaType };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw new Error(`${join(folder, ...names)}, a part of the app's page, cannot be read.`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "ELOOP"].includes(String(error.code));
}
