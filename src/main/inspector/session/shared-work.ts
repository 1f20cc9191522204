interface Entry<Result> {
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Work that takes its time and that several callers may want: done once for each key, kept when it is done, and given up when none of
 * those who waited for it waits any more.
 */
export class SharedWork<Result> {
  readonly #entries = new Map<string, Entry<Result>>();
  readonly #most: number;

  /** @param most results that are kept, those asked for last */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * @param key names everything that the result depends on
   * @param signal of this caller; without one it waits to the end
   * @param work begins at once, when it is not known; is to end when its own signal aborts
   * @throws the signal's reason; what the work throws, which is not kept
   */
  get(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const entry = this.#entries.get(key) ?? this.#begin(key, work);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#most && oldest !== undefined) this.#entries.delete(oldest);
    return this.#wait(key, entry, signal);
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<Result>): Entry<Result> {
    const controller = new AbortController();
    const entry = { result: work(controller.signal), controller, waiting: 0 };
    // Who waits hears of it; here it is only forgotten.
    entry.result.catch(() => this.#forget(key, entry));
    return entry;
  }

  async #wait(key: string, entry: Entry<Result>, signal: AbortSignal | undefined): Promise<Result> {
    entry.waiting += 1;
    if (signal === undefined) return entry.result;
    const left = Promise.withResolvers<never>();
    const leave = () => {
      entry.waiting -= 1;
      if (entry.waiting === 0) {
        this.#forget(key, entry);
        entry.controller.abort(signal.reason);
      }
      left.reject(signal.reason);
    };
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([entry.result, left.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  #forget(key: string, entry: Entry<Result>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
