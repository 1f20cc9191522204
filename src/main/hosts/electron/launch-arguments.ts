import { isAbsolute, resolve } from "node:path";
import { LINK_SCHEME, placeOfLink } from "./app-address.ts";

/** What a launch asks to be shown. */
export interface LaunchWish {
  /** Absolute. */
  readonly folder?: string;
  /** A place of the app, from a link. */
  readonly place?: string;
}

/**
 * Reads the arguments of a launch, its own or one that a second launch hands over.
 *
 * @param argv without the program; Chromium adds switches of its own, and Electron the app's folder in development
 * @param workingFolder where relative folders are meant from
 */
export function readLaunchArguments(argv: readonly string[], workingFolder: string): LaunchWish {
  const link = argv.find((argument) => argument.startsWith(`${LINK_SCHEME}:`));
  // A launch by a link has been started by a web page: nothing else that it says is believed.
  if (link !== undefined) {
    const place = placeOfLink(link);
    return place === null ? {} : { place };
  }
  const folder = argv.find((argument) => argument !== "" && !argument.startsWith("-"));
  if (folder === undefined || folder.includes("\0")) return {};
  return { folder: isAbsolute(folder) ? folder : resolve(workingFolder, folder) };
}
