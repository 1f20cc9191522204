import fc from "fast-check";
import { checksumOf, DIALECTS, type GoodRecord, goodStream, lineOf, seeded } from "./damage.ts";

/** What writers and people do to a log without meaning harm. */
const BENIGN = ["append", "fork", "restart", "torn append", "copy"] as const;

const stepArbitrary = fc.record({
  kind: fc.constantFrom(...BENIGN),
  /** How the numbers of a fork are given: the same to both, one after the other, or the other way round. */
  numbers: fc.constantFrom("same", "rising", "swapped"),
  /** Which of a fork's records the chain goes on from, or how far back a copied line stands. */
  choice: fc.nat({ max: 5 }),
  /** Whether the next number counts the lines or goes on from the record before. */
  isCounted: fc.boolean(),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

export interface BenignLog {
  readonly streamId: string;
  readonly text: string;
  /** What happened, for a message. */
  readonly story: readonly string[];
}

/** Histories of hashed streams with at least one harmless irregularity. */
export const benignLogs: fc.Arbitrary<BenignLog> = fc
  .record({
    dialect: fc.constantFrom(...DIALECTS.filter((dialect) => dialect !== "flat-unhashed")),
    seed: fc.nat(),
    before: fc.integer({ min: 2, max: 6 }),
    steps: fc.array(stepArbitrary, { minLength: 1, maxLength: 12 }),
    isRenamed: fc.boolean(),
    isTorn: fc.boolean(),
  })
  .filter(({ dialect, steps, isRenamed, isTorn }) => {
    const isIrregular = steps.some(({ kind }) => kind !== "append");
    return isIrregular || isTorn || (isRenamed && dialect === "nested-dotted");
  })
  .map(({ dialect, seed, before, steps, isRenamed, isTorn }) => {
    const streamId = "9bca89beafc3139df1fc1162c2be9ea1";
    const source = goodStream(dialect, streamId, before + steps.length * 2 + 2, seeded(seed));
    const writer = new Writer(source.records.map(({ event }) => event));
    for (let index = 0; index < before; index += 1) writer.append();
    for (const step of steps) writer.take(step);
    const migrate = (record: GoodRecord) =>
      isRenamed && dialect === "nested-dotted" ? { ...record.event, type: "mark:entity-tag-added" } : record.event;
    const whole = (record: GoodRecord) => lineOf(dialect, record, { event: migrate(record) });
    const lines = writer.lines.map(({ record, cut }) =>
      cut === undefined ? whole(record) : whole(record).slice(0, cut),
    );
    const tail = isTorn ? whole(writer.next()).slice(0, 30) : "";
    return { streamId, text: lines.map((line) => `${line}\n`).join("") + tail, story: steps.map(({ kind }) => kind) };
  });

/** Writes lines as writers do that overlap, start again and are stopped. */
class Writer {
  readonly lines: { readonly record: GoodRecord; readonly cut?: number }[] = [];
  readonly #events: readonly GoodRecord["event"][];
  #used = 0;
  #tip: GoodRecord | undefined;
  #highest = 0;
  #isCounted = false;

  constructor(events: readonly GoodRecord["event"][]) {
    this.#events = events;
  }

  /** The record that a writer would append now. */
  next(parent = this.#tip, sequence = this.#highest + 1): GoodRecord {
    const event = this.#events[this.#used] ?? {};
    return { event, sequence, previous: parent === undefined ? undefined : checksumOf(parent.event) };
  }

  append(record = this.next()): GoodRecord {
    this.lines.push({ record });
    this.#isCounted = false;
    this.#used += 1;
    this.#tip = record;
    this.#highest = Math.max(this.#highest, record.sequence);
    return record;
  }

  take({ kind, numbers, choice, isCounted }: Step): void {
    switch (kind) {
      case "append":
        this.append();
        return;
      case "restart":
        this.append({ ...this.next(), previous: undefined });
        return;
      case "torn append":
        // Where the number jumps as well, nothing shows that the torn line was no event.
        if (this.#isCounted) this.append();
        this.lines.push({ record: this.next(), cut: 25 });
        this.append();
        return;
      case "copy": {
        const records = this.lines.filter(({ cut }) => cut === undefined);
        const copied = records.at(-1 - (choice % records.length));
        if (copied !== undefined) this.lines.push(copied);
        return;
      }
      case "fork": {
        const parent = this.#tip;
        const first = this.#highest + 1;
        const [left, right] =
          { same: [first, first], rising: [first, first + 1], swapped: [first + 1, first] }[numbers] ?? [];
        const branches = [this.append(this.next(parent, left)), this.append(this.next(parent, right))];
        this.#tip = branches[choice % 2];
        this.#isCounted = isCounted && numbers === "same";
        if (this.#isCounted) this.#highest += 1;
      }
    }
  }
}
