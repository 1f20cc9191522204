import { throwAll } from "./throw-all.ts";

/** What a {@link WriteBehind} writes, and to whom it tells what went wrong. */
export interface WriteBehindOptions {
  /** Brings one key up to date on disk. Called again for a key that was scheduled while it ran, never twice at once. */
  readonly write: (key: string) => Promise<void>;
  /** Told of every failed write. The key stays pending and is tried again. */
  readonly onError: (key: string, error: unknown) => void;
}

/** Nothing new for this long means that the writer of events has paused, and everything may be written. */
const IDLE_MILLISECONDS = 20;
/** A key is not written again before so many times its last write took: big views are written rarely while they grow. */
const REST_FACTOR = 10;
/** While events keep coming, writing takes one part in so many of the time. */
const BUSY_FACTOR = 8;
/** With more pending keys than this, writing gets half of the time, so that memory stays bounded. */
const CROWDED = 10_000;
const CONCURRENCY = 8;
/** How long a key rests after a failure; twice as long after each further one, up to a minute. */
const RETRY_MILLISECONDS = 1000;
const LONGEST_RETRY_MILLISECONDS = 60_000;

/**
 * Writes what was scheduled soon, but not at once: keys scheduled many times are written few times, and the cost of
 * writing stays a small part of the cost of what caused it. After `flush` or `close` everything is written.
 */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  readonly #pending = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** When a key may be written again, in the time of `performance.now()`. Only keys that have to wait are here. */
  readonly #restsUntil = new Map<string, number>();
  /** How often in a row the write of a key has failed. */
  readonly #failing = new Map<string, number>();
  #lastScheduled = 0;
  #timer: NodeJS.Timeout | undefined;
  #isDraining = false;
  #isClosed = false;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** @throws Error after `close`. */
  schedule(key: string): void {
    if (this.#isClosed) throw new Error(`Cannot write ${key}: the store is closed.`);
    this.#pending.add(key);
    this.#lastScheduled = performance.now();
    this.#wake(IDLE_MILLISECONDS);
  }

  /** Whether the key has been scheduled and is not yet on disk. */
  isPending(key: string): boolean {
    return this.#pending.has(key) || this.#running.has(key);
  }

  /** Whether the key has been scheduled and its write has not begun. */
  isScheduled(key: string): boolean {
    return this.#pending.has(key);
  }

  /** Resolves when no write of the key is under way. */
  async settled(key: string): Promise<void> {
    await this.#running.get(key);
  }

  /** Writes everything now. @throws what the failing writes threw, when several as AggregateError; those keys stay pending. */
  async flush(): Promise<void> {
    const failures = new Map<string, unknown>();
    const next = () => this.#next((key) => !failures.has(key));
    const work = async () => {
      for (let key = next(); key !== undefined; key = next()) await this.#write(key, failures);
    };
    // A key whose write began before this call may have been scheduled again meanwhile.
    while (this.#running.size > 0 || next() !== undefined) {
      await Promise.all([...this.#running.values(), ...Array.from({ length: CONCURRENCY }, work)]);
    }
    throwAll([...failures.values()]);
  }

  /** Writes everything and accepts nothing more. @throws as `flush` does. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.flush();
  }

  #wake(milliseconds: number): void {
    if (this.#timer !== undefined || this.#isDraining || this.#isClosed) return;
    this.#timer = setTimeout(() => this.#drain(), milliseconds);
    // What cannot be written must not keep the process from ending.
    if (this.#failing.size > 0 && [...this.#pending].every((key) => this.#failing.has(key))) this.#timer.unref();
  }

  async #drain(): Promise<void> {
    this.#timer = undefined;
    this.#isDraining = true;
    let pause = IDLE_MILLISECONDS;
    for (let batch = this.#ready(); batch.length > 0; batch = this.#ready()) {
      const started = performance.now();
      await Promise.all(batch.map((key) => this.#write(key)));
      if (!this.#isIdle()) {
        const factor = this.#pending.size > CROWDED ? 1 : BUSY_FACTOR;
        pause = (performance.now() - started) * factor;
        break;
      }
    }
    this.#isDraining = false;
    if (this.#pending.size > 0) this.#wake(pause);
  }

  /** The keys to write next: several while nothing else happens, one while events keep coming. */
  #ready(): string[] {
    const limit = this.#isIdle() ? CONCURRENCY : 1;
    const now = performance.now();
    const ready: string[] = [];
    for (const key of this.#pending) {
      if (this.#running.has(key) || (this.#restsUntil.get(key) ?? 0) > now) continue;
      ready.push(key);
      if (ready.length === limit) break;
    }
    return ready;
  }

  #isIdle(): boolean {
    return performance.now() - this.#lastScheduled >= IDLE_MILLISECONDS;
  }

  #next(isWanted: (key: string) => boolean): string | undefined {
    for (const key of this.#pending) if (!this.#running.has(key) && isWanted(key)) return key;
    return undefined;
  }

  /** Never rejects: a failure is told to `onError`, collected where wanted, and leaves the key pending. */
  #write(key: string, failures?: Map<string, unknown>): Promise<void> {
    this.#pending.delete(key);
    const running = this.#attempt(key).catch((error: unknown) => {
      failures?.set(key, error);
      this.#pending.add(key);
      const failuresBefore = this.#failing.get(key) ?? 0;
      this.#failing.set(key, failuresBefore + 1);
      const rest = Math.min(RETRY_MILLISECONDS * 2 ** failuresBefore, LONGEST_RETRY_MILLISECONDS);
      this.#restsUntil.set(key, performance.now() + rest);
      this.#options.onError(key, error);
    });
    const finished = running.finally(() => this.#running.delete(key));
    this.#running.set(key, finished);
    return finished;
  }

  async #attempt(key: string): Promise<void> {
    const started = performance.now();
    await this.#options.write(key);
    this.#failing.delete(key);
    const rest = (performance.now() - started) * REST_FACTOR;
    if (rest > IDLE_MILLISECONDS) this.#restsUntil.set(key, performance.now() + rest);
    else this.#restsUntil.delete(key);
  }
}
