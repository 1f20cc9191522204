/** Two FNV-1a sums with different starts, mixed: equal texts have equal prints, and others hardly ever. */
const LOW_START = 0x811c9dc5;
const HIGH_START = 0x9747b28c;

/** Prints of event ids, 8 bytes each: enough to find doubles among millions. */
export class EventIdPrints {
  // Pairs of 32 bits: sums in these are several times faster than in big integers.
  #halves = new Uint32Array(512);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** An empty text is no id. */
  addText(text: string): void {
    if (text === "") return;
    let [low, high] = [LOW_START, HIGH_START];
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5bd1e995);
      high ^= high >>> 15;
    }
    this.#add(low, high);
  }

  /** As {@link addText}, of a text that stands in bytes. @returns false where it is not ASCII, and nothing was added */
  addBytes(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    let [low, high] = [LOW_START, HIGH_START];
    for (let index = start; index < end; index += 1) {
      const unit = bytes[index] ?? 0;
      if (unit > 0x7f) return false;
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5bd1e995);
      high ^= high >>> 15;
    }
    this.#add(low, high);
    return true;
  }

  /** Forgets the latest, back to so many. */
  cutTo(count: number): void {
    this.#count = Math.min(this.#count, count);
  }

  /** All so far, in memory of their own. */
  toArray(): BigUint64Array<ArrayBuffer> {
    return new BigUint64Array(this.#halves.buffer.slice(0, this.#count * 8));
  }

  #add(low: number, high: number): void {
    if (this.#count * 2 === this.#halves.length) {
      const larger = new Uint32Array(this.#halves.length * 2);
      larger.set(this.#halves);
      this.#halves = larger;
    }
    this.#halves[this.#count * 2] = low;
    this.#halves[this.#count * 2 + 1] = high;
    this.#count += 1;
  }
}
