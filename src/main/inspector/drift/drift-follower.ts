import { basename } from "node:path";
import type { MethodOutput } from "../../../shared/ipc/contract.ts";
import type { StreamIndex } from "../index/stream-index.ts";
import type { LongCall } from "../session/long-call.ts";
import type { TimeTravel } from "../travel/time-travel.ts";
import { driftOrigin } from "./drift-origin.ts";
import type { ViewDrift } from "./view-drift.ts";

export interface DriftFollowerParts {
  readonly now: () => Date;
  /** How the views compare is known anew. */
  onCompared(): void;
  report(message: string, error: unknown): void;
}

/** Where the view on disk and the log part. */
export type DriftOrigin = MethodOutput<"drift.origin">;

/** Compares views with the log one time after the other: once in the background, then whenever something changed. */
export class DriftFollower {
  readonly drift: ViewDrift;
  readonly #parts: DriftFollowerParts;
  readonly #closed = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(drift: ViewDrift, parts: DriftFollowerParts) {
    this.drift = drift;
    this.#parts = parts;
  }

  /** @param ready what is to be done first */
  startInBackground(ready: Promise<void>): void {
    const { signal } = this.#closed;
    const { now, onCompared, report } = this.#parts;
    this.#running = ready
      .then(() => this.drift.check(now(), () => undefined, signal))
      .then(onCompared, (error: unknown) => {
        if (!signal.aborted) report("The views on disk could not be compared.", error);
      });
  }

  /** Waits for a check that runs already, then looks at what has changed since. */
  async check({ signal, onProgress }: LongCall): Promise<void> {
    await this.#running;
    const progress = (done: number, total: number) => onProgress("Comparing views", done, total, "files");
    await this.drift.check(this.#parts.now(), progress, signal);
  }

  /** Compares everything again after a rebuild. */
  async checkAll(): Promise<void> {
    await this.drift.check(this.#parts.now(), () => undefined, this.#closed.signal);
    this.#parts.onCompared();
  }

  recheckLater(streams: readonly string[]): void {
    const { onCompared, report } = this.#parts;
    this.#running
      .then(() => this.drift.recheck(streams))
      .then(onCompared, (error: unknown) => report("Views could not be compared.", error));
  }

  /** Files of the state folder have changed. */
  async viewsChanged(paths: readonly string[]): Promise<void> {
    const ids = paths.filter((path) => path.endsWith(".json")).map((path) => basename(path, ".json"));
    await this.drift.recheck([...new Set([...ids, "__system__"])]);
    this.#parts.onCompared();
  }

  /** The first event after which the view on disk and the log part. */
  async origin(stream: StreamIndex, travel: TimeTravel, { signal, onProgress }: LongCall): Promise<DriftOrigin> {
    const { streamId } = stream;
    const steps = stream.scan.records.length;
    const { view, problem, file } = await this.drift.readDiskView(stream);
    if (view === null)
      return {
        equalUntil: null,
        partsAt: null,
        differsAt: null,
        explanation: `${file}: ${problem ?? "There is no view."}`,
      };
    const { equalUntil, explanation, differsAt } = await driftOrigin(
      view,
      steps,
      (from, to, visit) => travel.viewsAfter(streamId, from, to, visit),
      signal,
      (step) => onProgress("Comparing steps", step, steps, "events"),
    );
    const describe = (step: number | null) =>
      step === null || step < 1 || step > steps ? Promise.resolve(null) : travel.describeStep(streamId, step);
    return {
      equalUntil: await describe(equalUntil),
      partsAt: await describe(equalUntil === null ? null : equalUntil + 1),
      differsAt,
      explanation,
    };
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }
}
