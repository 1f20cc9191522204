/** The store was closed before. */
export class StoreClosedError extends Error {
  readonly code = "store-closed";

  constructor() {
    super("The event was not appended: the event store is closed.");
    this.name = "StoreClosedError";
  }
}

export function isStoreClosedError(error: unknown): error is StoreClosedError {
  return error instanceof StoreClosedError;
}
