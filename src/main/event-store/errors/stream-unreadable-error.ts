import { errorCode } from "../system-error.ts";

/** A file of the log cannot be read: it is gone, forbidden, no plain file, or the disk fails. */
export class StreamUnreadableError extends Error {
  readonly code = "stream-unreadable";
  /** Below the log's folder, with `/`. */
  readonly file: string;
  /** As the system named it, such as `EACCES`. */
  readonly systemCode: string | undefined;

  constructor(file: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${file} of the event log cannot be read: ${why}. Other streams are not affected.`, { cause });
    this.name = "StreamUnreadableError";
    this.file = file;
    this.systemCode = errorCode(cause);
  }

  /** The error itself where it is one of these already. */
  static from(file: string, error: unknown): StreamUnreadableError {
    return error instanceof StreamUnreadableError ? error : new StreamUnreadableError(file, error);
  }
}

export function isStreamUnreadableError(error: unknown): error is StreamUnreadableError {
  return error instanceof StreamUnreadableError;
}
