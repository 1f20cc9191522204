import { ContractError } from "../../../../shared/ipc/errors.ts";
import { MOST_ANCHOR_CHARACTERS } from "../../../../shared/ipc/model/anchor.ts";

/** More at once nobody sends; the oldest gives way. */
const MOST_UPLOADS = 4;

/** Texts that pages send in pieces, because a message has a limit that is far below a large anchor. */
export class AnchorUploads {
  readonly #pieces = new Map<string, { readonly texts: string[]; characters: number }>();

  /** @throws ContractError `invalid-request` when it grows too long to be an anchor */
  add(upload: string, text: string): void {
    const known = this.#pieces.get(upload) ?? { texts: [], characters: 0 };
    known.texts.push(text);
    known.characters += text.length;
    if (known.characters > MOST_ANCHOR_CHARACTERS) {
      this.#pieces.delete(upload);
      throw new ContractError({
        code: "invalid-request",
        message: "This file is too large to be an anchor.",
        advice: "Choose a file that “Save an anchor” or the command line has written.",
      });
    }
    this.#pieces.set(upload, known);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > MOST_UPLOADS && oldest !== undefined) this.#pieces.delete(oldest);
  }

  /** Gives the whole text out, once. @throws ContractError `not-found` */
  take(upload: string): string {
    const known = this.#pieces.get(upload);
    this.#pieces.delete(upload);
    if (known !== undefined) return known.texts.join("");
    throw new ContractError({ code: "not-found", message: "The anchor has not arrived. Choose the file again." });
  }
}
