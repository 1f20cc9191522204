/** The exclusive right to append to one log, among all processes. */
export interface LogLock {
  /** Tries to take it. @returns false while someone else has it. @throws where it can never be taken */
  tryTake(): Promise<boolean>;
  /** Gives it back. */
  giveBack(): void;
  /** Gives it back and lets go of what taking it needs. */
  close(): void;
  /** What is locked, for messages. */
  readonly name: string;
}

/** A lock that excludes nobody: for logs to which only one store, in one process, ever appends. */
export function processLock(): LogLock {
  return {
    tryTake: async () => true,
    giveBack: ignore,
    close: ignore,
    name: "this process",
  };
}

function ignore(): void {
  // There is nothing to give back.
}
