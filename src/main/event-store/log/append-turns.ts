import { setTimeout as wait } from "node:timers/promises";
import { LogLockedError } from "../errors/log-locked-error.ts";
import type { LogLock } from "./log-lock.ts";

/** A turn during which this process alone appends. */
export interface AppendTurn {
  /** Grows whenever others may have appended since the turn before. */
  readonly number: number;
}

/** Others get a chance after this long, however busy this process is. */
const LONGEST_TURN_MILLISECONDS = 100;
/** So long the lock is left alone then: waiting processes look about every millisecond. */
const PAUSE_MILLISECONDS = 3;
/** The lock is kept for so long after the last append, since the next one often follows at once. */
const IDLE_MILLISECONDS = 3;
const LONGEST_POLL_MILLISECONDS = 4;

/** Shares the lock of a log among the streams of this process, and with other processes fairly. */
export class AppendTurns {
  readonly #lock: LogLock;
  readonly #patience: number;
  #turn: AppendTurn = { number: 0 };
  #isHeld = false;
  #startedAt = 0;
  #users = 0;
  #taking: Promise<void> | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  /** When the last user left. */
  #idleSince = 0;
  #mayTakeAt = 0;
  /** Told when the last user of a turn that lasted too long has left. */
  #whenFree: (() => void)[] = [];

  /** @param patience milliseconds to wait for other processes */
  constructor(lock: LogLock, patience: number) {
    this.#lock = lock;
    this.#patience = patience;
  }

  /** The turn that goes on now, and that the next to come will share. */
  get held(): AppendTurn | undefined {
    return this.#isHeld && !this.#isOverdue() ? this.#turn : undefined;
  }

  /** Runs something while no other process appends. @throws LogLockedError, LogLockUnavailableError */
  async during<T>(action: (turn: AppendTurn) => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await action(this.#turn);
    } finally {
      this.#leave();
    }
  }

  /** Gives the lock back. Nothing may run any more. */
  close(): void {
    clearTimeout(this.#idleTimer);
    this.#isHeld = false;
    this.#lock.close();
  }

  async #enter(): Promise<void> {
    for (;;) {
      if (this.#isHeld && !this.#isOverdue()) break;
      if (this.#isHeld && this.#users > 0) await new Promise<void>((resolve) => this.#whenFree.push(resolve));
      else {
        if (this.#isHeld) this.#giveBack(PAUSE_MILLISECONDS);
        this.#taking ??= this.#take().finally(() => {
          this.#taking = undefined;
        });
        await this.#taking;
      }
    }
    this.#users += 1;
  }

  #leave(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#idleSince = performance.now();
    if (this.#isOverdue()) this.#giveBack(PAUSE_MILLISECONDS);
    else this.#idleTimer ??= setTimeout(() => this.#giveBackIdle(), IDLE_MILLISECONDS);
    const waiting = this.#whenFree;
    this.#whenFree = [];
    for (const proceed of waiting) proceed();
  }

  /** The timer is not set anew for every append: when it comes too early, it comes again. */
  #giveBackIdle(): void {
    this.#idleTimer = undefined;
    if (!this.#isHeld || this.#users > 0) return;
    const rest = this.#idleSince + IDLE_MILLISECONDS - performance.now();
    if (rest > 0) this.#idleTimer = setTimeout(() => this.#giveBackIdle(), rest);
    else this.#giveBack(0);
  }

  #isOverdue(): boolean {
    return performance.now() - this.#startedAt > LONGEST_TURN_MILLISECONDS;
  }

  #giveBack(pause: number): void {
    if (!this.#isHeld || this.#users > 0) return;
    this.#isHeld = false;
    this.#mayTakeAt = performance.now() + pause;
    this.#lock.giveBack();
  }

  async #take(): Promise<void> {
    const pause = this.#mayTakeAt - performance.now();
    if (pause > 0) await wait(pause);
    const giveUpAt = performance.now() + this.#patience;
    for (let poll = 1; !(await this.#lock.tryTake()); poll = Math.min(poll * 2, LONGEST_POLL_MILLISECONDS)) {
      if (performance.now() > giveUpAt) throw new LogLockedError(this.#lock.name, this.#patience);
      // Several processes must not keep looking at the same moment.
      await wait(poll * (0.5 + Math.random() / 2));
    }
    this.#isHeld = true;
    this.#startedAt = performance.now();
    this.#turn = { number: this.#turn.number + 1 };
  }
}
