/** A resource id that cannot name a stream: it would leave the log's folder, or no file of that name can be. */
export class InvalidStreamIdError extends Error {
  readonly code = "invalid-stream-id";
  readonly streamId: string;

  /** @param reason the rest of a sentence that begins with the id */
  constructor(streamId: string, reason: string) {
    super(`The event was not appended: its resource id ${JSON.stringify(streamId)} ${reason}. Choose another id.`);
    this.name = "InvalidStreamIdError";
    this.streamId = streamId;
  }
}

export function isInvalidStreamIdError(error: unknown): error is InvalidStreamIdError {
  return error instanceof InvalidStreamIdError;
}
