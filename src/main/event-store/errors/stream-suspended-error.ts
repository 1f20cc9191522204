/** The stream takes no events since something happened to it that a person should know of; see the cause. */
export class StreamSuspendedError extends Error {
  readonly code = "stream-suspended";
  readonly streamId: string;

  constructor(streamId: string, cause: Error) {
    super(
      `The event was not appended: stream ${streamId} takes none since an earlier failure (${cause.message}). Reopen the stream to go on from what is on disk.`,
      { cause },
    );
    this.name = "StreamSuspendedError";
    this.streamId = streamId;
  }
}

export function isStreamSuspendedError(error: unknown): error is StreamSuspendedError {
  return error instanceof StreamSuspendedError;
}
