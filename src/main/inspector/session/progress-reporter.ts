import type { Progress } from "../../../shared/ipc/model/operation.ts";
import type { LongCall } from "./long-call.ts";

/** More often than this nobody can read it. */
const INTERVAL_MS = 60;

/** Tells a client how a long call goes on: at the start and end of each phase, and now and then between. */
export class ProgressReporter {
  readonly #operation: string;
  readonly #push: (progress: Progress) => void;
  #phase = "";
  #phaseStarted = 0;
  #lastPushed = 0;

  constructor(operation: string, push: (progress: Progress) => void) {
    this.#operation = operation;
    this.#push = push;
  }

  report(...[phase, done, total, unit, read]: Parameters<LongCall["onProgress"]>): void {
    const now = performance.now();
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#phaseStarted = now;
      this.#lastPushed = 0;
    }
    if (done !== total && now - this.#lastPushed < INTERVAL_MS) return;
    this.#lastPushed = now;
    const remaining =
      total === undefined || done === 0 ? undefined : ((now - this.#phaseStarted) / done) * (total - done);
    this.#push({
      operation: this.#operation,
      phase,
      done,
      unit,
      ...(total === undefined ? {} : { total }),
      ...(read === undefined ? {} : { read }),
      ...(remaining === undefined ? {} : { remainingMs: Math.max(0, Math.round(remaining)) }),
    });
  }
}
