import type { ViewState } from "../../../shared/ipc/model/views.ts";
import type { CompletedView } from "../../app/use-whole-view.ts";
import { itemsInParts } from "../../app/view-parts.ts";
import { Button } from "../../ui/button.tsx";
import { pathId } from "../../ui/json-tree/json-path.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useLate } from "../../ui/use-late.ts";
import "./time-travel.css";

/** How many items the lists have that are not here in full, by their paths. */
export function totalsOf({ parts }: ViewState): ReadonlyMap<string, number> {
  return parts.length === 0 ? NONE : new Map(parts.map(({ path, total }) => [pathId(path), total]));
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Says that a long view is still on its way, or did not arrive; what is here can be looked at already. */
export function RestOfView({ view: { state, isWhole, share, error, retry } }: { readonly view: CompletedView }) {
  const isLate = useLate(!isWhole);
  if (error !== null) {
    return (
      <p className="travel-rest" role="alert">
        The rest of this view could not be read: {error.message}{" "}
        <Button size="small" onPress={retry}>
          Read it
        </Button>
      </p>
    );
  }
  if (!isLate || state === undefined) return null;
  return (
    <p className="travel-rest" role="status">
      Reading the rest: {Math.floor(share * 100)} % of {formatCount(itemsInParts(state))} items. Search and copies hold
      what is here.
    </p>
  );
}
