import type { Annotation } from "../events/annotation.ts";

/**
 * Annotations in the order in which they were added, found by id without walking them all: a stream of 100,000 events
 * replays in linear time. Ids may repeat, as they do in logs. The annotations themselves are never changed.
 */
export class AnnotationCollection {
  readonly #entries = new Map<number, Annotation>();
  /** Places in `#entries` by annotation id; a bare number for the usual single one. */
  readonly #places = new Map<string, number | number[]>();
  #nextPlace = 0;

  add(annotation: Annotation): void {
    const place = this.#nextPlace++;
    this.#entries.set(place, annotation);
    const places = this.#places.get(annotation.id);
    if (places === undefined) this.#places.set(annotation.id, place);
    else if (typeof places === "number") this.#places.set(annotation.id, [places, place]);
    else places.push(place);
  }

  /** Removes every annotation of that id. */
  remove(id: string): void {
    const places = this.#places.get(id);
    if (places === undefined) return;
    for (const place of typeof places === "number" ? [places] : places) this.#entries.delete(place);
    this.#places.delete(id);
  }

  /** Replaces the first annotation of that id by what `change` makes of it, which must keep the id. */
  updateFirst(id: string, change: (annotation: Annotation) => Annotation): void {
    const places = this.#places.get(id);
    const place = typeof places === "object" ? places[0] : places;
    const annotation = place === undefined ? undefined : this.#entries.get(place);
    if (place !== undefined && annotation !== undefined) this.#entries.set(place, change(annotation));
  }

  toArray(): Annotation[] {
    return [...this.#entries.values()];
  }
}
