import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { LOG_FILE_SUFFIX, rotationNumber } from "./stream-layout.ts";

/** The longest name of a file that every common file system takes, in bytes. */
const LONGEST_NAME = 255;

/** Names that Windows keeps for devices, whatever follows behind a dot. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.|$)/i;

/**
 * Why an id cannot name a stream, as the rest of a sentence, or `undefined`. An id names a file and a folder, on any
 * system that the project may be copied to, and must not name anything outside of the log or be skipped by its readers.
 */
export function problemWithId(id: string): string | undefined {
  if (id === SYSTEM_STREAM) return undefined;
  if (id === "") return "is empty";
  if (!id.isWellFormed()) return "holds half of a surrogate pair, which no file name can";
  if (/[/\\]/.test(id)) return "holds a path separator";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(id)) return "holds a control character";
  if (/[<>:"|?*]/.test(id)) return 'holds one of < > : " | ? *, which Windows allows in no name';
  if (id.startsWith(".")) return "begins with a dot, as hidden files do";
  if (/[. ]$/.test(id)) return "ends with a dot or a space, which Windows drops";
  if (WINDOWS_DEVICE.test(id)) return "is the name of a device on Windows";
  if (foldedId(id) === SYSTEM_STREAM) return "cannot be told from the system stream where case does not count";
  if (id.toLowerCase().endsWith(LOG_FILE_SUFFIX) || rotationNumber(`${id}${LOG_FILE_SUFFIX}`) !== undefined) {
    return "is the name of a log file";
  }
  const bytes = Buffer.byteLength(`${id}${LOG_FILE_SUFFIX}`);
  if (bytes > LONGEST_NAME) return `makes a file name of ${bytes} bytes, and ${LONGEST_NAME} are allowed`;
  return undefined;
}

/** What an id becomes where neither case nor the form of Unicode counts: two ids that share it may share one file. */
export function foldedId(id: string): string {
  // Upper case first: some letters have several lower-case forms.
  return id.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}
