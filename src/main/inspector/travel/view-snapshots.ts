import { randomUUID } from "node:crypto";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { listAt, partOfView, pieceOfList } from "../../../shared/projection/view-parts.ts";

const MOST_KEPT = 12;

/**
 * Views with long lists, as they were, whatever happens to the log: the rest of them can be asked for, and other views be
 * told by what they have in common with one of them. They are kept until others take their room.
 */
export class ViewSnapshots {
  /** Least recently used first. */
  readonly #kept = new Map<string, JsonValue>();

  /** @param base names a view that the page has whole */
  part(view: JsonValue, base: string | undefined): Pick<ViewState, "view" | "snapshot" | "parts"> {
    const sent = partOfView(view, base === undefined ? undefined : this.#get(base));
    if (!sent.hasLongList) return { view, snapshot: null, parts: [] };
    const snapshot = randomUUID();
    this.#keep(snapshot, view);
    return { view: sent.view, snapshot, parts: sent.parts };
  }

  /** The items of a list from one on, as many as a message holds. @throws ContractError `not-found` */
  items(snapshot: string, path: JsonPath, offset: number): JsonValue[] {
    const view = this.#get(snapshot);
    if (view === undefined) {
      throw new ContractError({
        code: "not-found",
        message: "The rest of this view is not kept any more.",
        advice: "Open the view again.",
      });
    }
    return pieceOfList(listAt(view, path), offset);
  }

  #get(snapshot: string): JsonValue | undefined {
    const view = this.#kept.get(snapshot);
    if (view !== undefined) this.#keep(snapshot, view);
    return view;
  }

  #keep(snapshot: string, view: JsonValue): void {
    this.#kept.delete(snapshot);
    this.#kept.set(snapshot, view);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
