/** The stream is not where the caller saw it: somebody else has appended since. */
export class SequenceConflictError extends Error {
  readonly code = "sequence-conflict";
  readonly streamId: string;
  /** The last sequence number that the caller knew of; 0 for a stream that was not to exist. */
  readonly expected: number;
  readonly actual: number;

  constructor(streamId: string, expected: number, actual: number) {
    super(
      `The event was not appended: stream ${streamId} ends with number ${actual}, not ${expected}. Read what was added, decide again, and append with expectedSequence ${actual}.`,
    );
    this.name = "SequenceConflictError";
    this.streamId = streamId;
    this.expected = expected;
    this.actual = actual;
  }
}

export function isSequenceConflictError(error: unknown): error is SequenceConflictError {
  return error instanceof SequenceConflictError;
}
