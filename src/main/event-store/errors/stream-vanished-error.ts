/** The files of a stream, or the whole log, were there and are not any more. */
export class StreamVanishedError extends Error {
  readonly code = "stream-vanished";
  readonly streamId: string;

  constructor(streamId: string, path: string) {
    super(
      `The event was not appended: ${path} was removed, and going on would begin the stream ${streamId} anew. Put it back, or reopen the stream to begin anew.`,
    );
    this.name = "StreamVanishedError";
    this.streamId = streamId;
  }
}

export function isStreamVanishedError(error: unknown): error is StreamVanishedError {
  return error instanceof StreamVanishedError;
}
