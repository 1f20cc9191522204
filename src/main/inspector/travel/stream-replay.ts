import type { ResourceEvent } from "../../../shared/events/catalogue.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import { type RecordSource, readRecords } from "../index/record-reader.ts";
import { positionOfStep, recordAt, type StreamIndex } from "../index/stream-index.ts";
import { type Replaying, startReplay } from "./replayed-view.ts";

/** A long stream is kept at about so many places, so that any step is at most a 64th of the stream away from one. */
const CHECKPOINTS = 64;
const SHORTEST_STRETCH = 200;
/** Who goes a step back goes further back: the views on the last stretch of the way are kept, and as many as this in all. */
const KEPT_BEHIND = 24;
const MOST_KEPT = 64;

/** The views of one stream at any step, with checkpoints so that stepping back does not replay everything. */
export class StreamReplay {
  readonly #source: RecordSource;
  readonly #stream: StreamIndex;
  readonly #stretch: number;
  /** By the step they stand behind; taken when a replay passes. */
  readonly #checkpoints = new Map<number, () => Replaying>();
  /** Views by their step, least recently made first. */
  readonly #views = new Map<number, JsonValue>();
  #cursor: { readonly step: number; readonly replaying: Replaying };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(source: RecordSource, stream: StreamIndex) {
    this.#source = source;
    this.#stream = stream;
    this.#stretch = Math.max(SHORTEST_STRETCH, Math.ceil(stream.scan.records.length / CHECKPOINTS));
    this.#cursor = { step: 0, replaying: this.#start() };
  }

  get stream(): StreamIndex {
    return this.#stream;
  }

  /** The view after a step; 0 is before the first event. */
  viewAfter(step: number): Promise<JsonValue> {
    return this.#alone(async () => {
      const known = this.#views.get(step);
      if (known !== undefined) return known;
      const isBack = step < this.#cursor.step;
      const view = (await this.#goTo(step, isBack ? step - KEPT_BEHIND : step)).view();
      this.#keep(step, view);
      return view;
    });
  }

  /** The views after each of some steps in a row. */
  viewsAfter(fromStep: number, toStep: number, visit: (step: number, view: JsonValue) => void): Promise<void> {
    return this.#alone(async () => {
      for (let step = fromStep; step <= toStep; step += 1) visit(step, (await this.#goTo(step)).view());
    });
  }

  /** The events of some steps, in order. One that cannot be read is left out. */
  async *events(steps: readonly number[]): AsyncGenerator<{ readonly step: number; readonly event: ResourceEvent }> {
    const records = steps.map((step) => recordAt(this.#stream, positionOfStep(this.#stream.replay, step)));
    let index = 0;
    for await (const { reading } of readRecords(this.#source, this.#stream.scan, records)) {
      const step = steps[index] ?? 0;
      index += 1;
      if (reading.ok) yield { step, event: reading.stored.event };
    }
  }

  /** One replay at a time: they share the cursor. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** @param keptFrom the views after this step and later ones are kept */
  async #goTo(step: number, keptFrom = step): Promise<Replaying> {
    const { step: from, replaying } = this.#nearest(step);
    const steps = Array.from({ length: step - from }, (_, index) => from + index + 1);
    let reached = from;
    const pass = (next: number) => {
      for (; reached < next; reached += 1) {
        if (reached > 0 && reached % this.#stretch === 0 && !this.#checkpoints.has(reached)) {
          this.#checkpoints.set(reached, replaying.checkpoint());
        }
      }
    };
    // A replay that fails halfway leaves a projection that belongs to no step.
    this.#cursor = { step: 0, replaying: this.#start() };
    for await (const { step: next, event } of this.events(steps)) {
      pass(next);
      replaying.apply(event);
      if (next >= keptFrom && next < step) this.#keep(next, replaying.view());
    }
    pass(step);
    this.#cursor = { step, replaying };
    return replaying;
  }

  #keep(step: number, view: JsonValue): void {
    this.#views.delete(step);
    this.#views.set(step, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > MOST_KEPT && oldest !== undefined) this.#views.delete(oldest);
  }

  #nearest(step: number): { readonly step: number; readonly replaying: Replaying } {
    const place = Math.floor(step / this.#stretch) * this.#stretch;
    for (let at = place; at > 0; at -= this.#stretch) {
      if (this.#cursor.step >= at && this.#cursor.step <= step) return this.#cursor;
      const resume = this.#checkpoints.get(at);
      if (resume !== undefined) return { step: at, replaying: resume() };
    }
    return this.#cursor.step > 0 && this.#cursor.step <= step ? this.#cursor : { step: 0, replaying: this.#start() };
  }

  #start(): Replaying {
    return startReplay(this.#stream.streamId, this.#stream.isSystem);
  }
}
