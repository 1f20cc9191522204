/** An anchor cannot be taken, read or written, so nothing may be concluded from it. */
export class AnchorRefusedError extends Error {
  readonly code = "anchor-refused";

  constructor(reason: string, options?: ErrorOptions) {
    super(`The anchor is refused: ${reason}`, options);
    this.name = "AnchorRefusedError";
  }
}

export function isAnchorRefusedError(error: unknown): error is AnchorRefusedError {
  return error instanceof AnchorRefusedError;
}
