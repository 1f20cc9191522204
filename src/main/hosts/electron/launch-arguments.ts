import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { LINK_SCHEME, placeOfLink } from "./app-address.ts";

/** What a launch asks to be shown. */
export interface LaunchWish {
  /** Absolute. */
  readonly folder?: string;
  /** A place of the app, from a link. */
  readonly place?: string;
}

/** What a second launch hands over to the app that runs already. */
export const launchSchema = z.object({ given: z.array(z.string()).max(1000), workingFolder: z.string() });

/**
 * The arguments that a person gave: without the program, the switches before the app's folder, and that folder.
 *
 * @param appFolder null in the packaged app, which is its own program
 */
export function givenArguments(argv: readonly string[], appFolder: string | null): readonly string[] {
  const own =
    appFolder === null ? 0 : argv.findIndex((argument, at) => at > 0 && resolve(argument) === resolve(appFolder));
  return argv.slice(own + 1);
}

/**
 * Reads the arguments of a launch, its own or one that a second launch hands over.
 *
 * @param argv as {@link givenArguments} gives them
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
