import type { Client } from "../../shared/ipc/client.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { ViewState } from "../../shared/ipc/model/views.ts";
import { listAt, withList } from "../../shared/projection/view-parts.ts";

/** Whether all items of all lists are there. */
export function isWhole({ parts }: ViewState): boolean {
  return parts.length === 0;
}

/** How many items the lists have in all that are not there in full. */
export function itemsInParts({ parts }: ViewState): number {
  return parts.reduce((sum, { total }) => sum + total, 0);
}

/**
 * Asks for the items that a view was sent without, piece by piece.
 * @throws the signal's reason; ContractError `not-found` when the host keeps them no more
 */
export async function readMissingItems(
  client: Client,
  state: ViewState,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<ViewState> {
  const all = itemsInParts(state);
  let { view } = state;
  let done = 0;
  for (const { path, total } of state.parts) {
    const items = [...listAt(view, path)];
    while (items.length < total) {
      signal.throwIfAborted();
      const question = { snapshot: state.snapshot ?? "", path, offset: items.length };
      const piece = await client.call("view.items", question);
      if (piece.items.length === 0) {
        throw new ContractError({ code: "not-found", message: "The rest of this view ended before it was whole." });
      }
      for (const item of piece.items) items.push(item);
      onProgress((done + items.length) / all);
    }
    done += items.length;
    view = withList(view, path, items);
  }
  return { ...state, view, parts: [] };
}
