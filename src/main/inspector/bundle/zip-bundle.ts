// The build without worker threads: the other one brings a `require` of its own, which the bundled desktop app cannot load.
import { Zip, ZipDeflate } from "fflate/browser";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { type Bundle, type BundleSource, bundleName } from "./bundle.ts";
import { describeBundle } from "./bundle-description.ts";
import { readRange } from "./read-range.ts";

/** An archive travels to the page whole. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The bundle as a zip archive with one folder in it. @throws ContractError `unsupported` when it is too large */
export async function zipBundle(source: BundleSource, bundle: Bundle, now: Date): Promise<Uint8Array> {
  if (bundle.bytes > MOST_BYTES) {
    throw new ContractError({
      code: "unsupported",
      message: `The bundle has ${Math.ceil(bundle.bytes / 1024 / 1024)} MiB, which is too much for an archive.`,
      advice: "Make it with the command line, which writes a folder of any size: semiont-inspector bundle --help.",
    });
  }
  const parts: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, part) => {
    failure ??= error;
    parts.push(part);
  });
  const folder = bundleName(bundle);
  const add = (path: string) => {
    const file = new ZipDeflate(`${folder}/${path}`, { level: 6 });
    file.mtime = now;
    zip.add(file);
    return file;
  };
  add("BUNDLE.md").push(new TextEncoder().encode(describeBundle(bundle)), true);
  if (bundle.config !== null) add(".semiont/config").push(bundle.config, true);
  for (const range of bundle.ranges) {
    const file = add(`.semiont/events/${range.path}`);
    // The compressor keeps what it is given, and the chunk is used again.
    await readRange(source, range, (chunk) => file.push(chunk.slice()));
    file.push(new Uint8Array(), true);
  }
  zip.end();
  if (failure !== null) throw failure;
  return Buffer.concat(parts);
}
