import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import { asRecorded } from "./as-recorded.ts";
import { type GetAllEvents, LiveView } from "./live-view.ts";
import type { ViewStorage } from "./view-storage.ts";

/** Views are dropped from memory, the longest unused first, when together they hold more events than this. */
const EVENTS_IN_MEMORY = 200_000;

interface Held {
  readonly view: LiveView;
  /** What the view counted for when it was used last. */
  readonly size: number;
}

/** Keeps the views of resources up to date while events are appended. */
export class ViewMaterializer {
  readonly #storage: ViewStorage;
  /** The longest unused first. */
  readonly #held = new Map<string, Held>();
  #eventsInMemory = 0;

  constructor(storage: ViewStorage) {
    this.#storage = storage;
  }

  /**
   * Applies an event that was appended to the stream of a resource. Events of one stream must come in the order in
   * which they were appended. The view can be read at once, and is written soon.
   */
  materialize(resourceId: string, stored: StoredEvent, getAllEvents: GetAllEvents): void {
    const view = this.#take(resourceId) ?? new LiveView(resourceId);
    view.apply(asRecorded(stored), getAllEvents);
    this.#held.set(resourceId, { view, size: view.size });
    this.#eventsInMemory += view.size;
    this.#storage.saveSoon(resourceId, view);
    this.#makeRoom(resourceId);
  }

  #take(resourceId: string): LiveView | undefined {
    const held = this.#held.get(resourceId);
    if (held === undefined) return undefined;
    this.#held.delete(resourceId);
    this.#eventsInMemory -= held.size;
    return held.view;
  }

  /** A view that is waiting to be written lives on in the storage until then. */
  #makeRoom(except: string): void {
    for (const resourceId of this.#held.keys()) {
      if (this.#eventsInMemory <= EVENTS_IN_MEMORY || resourceId === except) return;
      this.#take(resourceId);
    }
  }
}
