import { setImmediate } from "node:timers/promises";

/** How an expression is looked for in many texts. */
export interface Pace {
  /** Milliseconds of looking between two turns of others. */
  readonly slice: number;
  /** Milliseconds that it may take in all. */
  readonly patience: number;
}

/** Keeps nobody waiting. */
export const LEISURELY: Pace = { slice: 12, patience: 30_000 };
/** Ends before anything else happens. */
export const AT_ONCE: Pace = { slice: Number.POSITIVE_INFINITY, patience: 1000 };

/** Lets the process answer others while something takes long: `if (turns.isDue) await turns.let();` */
export class Turns {
  readonly #slice: number;
  readonly #signal: AbortSignal | undefined;
  #due: number;

  /** @param signal of who waits for what takes long */
  constructor({ slice }: Pick<Pace, "slice">, signal?: AbortSignal) {
    this.#slice = slice;
    this.#signal = signal;
    this.#due = performance.now() + slice;
  }

  get isDue(): boolean {
    return performance.now() > this.#due;
  }

  /** @throws the signal's reason when nobody waits any more */
  async let(): Promise<void> {
    await setImmediate();
    this.#signal?.throwIfAborted();
    this.#due = performance.now() + this.#slice;
  }
}
