/**
 * Items in the order in which they were added, found by a key without walking them all: a stream of 100,000 events replays in
 * linear time. Keys may repeat, as they do in logs. The items themselves are never changed.
 */
export class KeyedList<Key, Item> {
  readonly #keyOf: (item: Item) => Key;
  readonly #entries = new Map<number, Item>();
  /** Places in `#entries` by key; a bare number for the usual single one. */
  readonly #places = new Map<Key, number | number[]>();
  #nextPlace = 0;

  constructor(keyOf: (item: Item) => Key, items: Iterable<Item> = []) {
    this.#keyOf = keyOf;
    for (const item of items) this.add(item);
  }

  has(key: Key): boolean {
    return this.#places.has(key);
  }

  add(item: Item): void {
    const place = this.#nextPlace++;
    this.#entries.set(place, item);
    const key = this.#keyOf(item);
    const places = this.#places.get(key);
    if (places === undefined) this.#places.set(key, place);
    else if (typeof places === "number") this.#places.set(key, [places, place]);
    else places.push(place);
  }

  /** Removes every item of that key. */
  remove(key: Key): void {
    const places = this.#places.get(key);
    if (places === undefined) return;
    for (const place of typeof places === "number" ? [places] : places) this.#entries.delete(place);
    this.#places.delete(key);
  }

  /** Replaces the first item of that key by what `change` makes of it, which must keep the key. */
  updateFirst(key: Key, change: (item: Item) => Item): void {
    const places = this.#places.get(key);
    const place = typeof places === "object" ? places[0] : places;
    const item = place === undefined ? undefined : this.#entries.get(place);
    if (place !== undefined && item !== undefined) this.#entries.set(place, change(item));
  }

  /** Puts other items in the place of all. */
  replace(items: Iterable<Item>): void {
    this.#entries.clear();
    this.#places.clear();
    for (const item of items) this.add(item);
  }

  toArray(): Item[] {
    return [...this.#entries.values()];
  }
}
