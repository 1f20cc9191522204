import type { Client } from "../../../../shared/ipc/client.ts";
import { ContractError } from "../../../../shared/ipc/errors.ts";
import { ANCHOR_PIECE_CHARACTERS, MOST_ANCHOR_CHARACTERS } from "../../../../shared/ipc/model/anchor.ts";

/**
 * Hands a file that a person has chosen to the host, in pieces that fit into a message.
 * @returns the name of the upload, for `anchor.verify`
 * @throws ContractError `invalid-request` for a file that is no anchor by its size, `unreadable`
 */
export async function uploadAnchor(client: Client, file: File): Promise<string> {
  if (file.size > MOST_ANCHOR_CHARACTERS) {
    throw new ContractError({ code: "invalid-request", message: `“${file.name}” is too large to be an anchor.` });
  }
  const text = await readText(file);
  const upload = crypto.randomUUID();
  for (let from = 0; from === 0 || from < text.length; from += ANCHOR_PIECE_CHARACTERS) {
    await client.call("anchor.upload", { upload, text: text.slice(from, from + ANCHOR_PIECE_CHARACTERS) });
  }
  return upload;
}

async function readText(file: File): Promise<string> {
  try {
    return await file.text();
  } catch (error) {
    throw new ContractError(
      { code: "unreadable", message: `“${file.name}” could not be read.`, advice: "Choose a file, not a folder." },
      { cause: error },
    );
  }
}
