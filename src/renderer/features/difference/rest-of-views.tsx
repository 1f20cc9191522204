import type { CompletedView } from "../../app/use-whole-view.ts";
import { itemsInParts } from "../../app/view-parts.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useLate } from "../../ui/use-late.ts";

/** Says that long views are still on their way: only whole ones are compared. */
export function RestOfViews({ sides }: { readonly sides: readonly CompletedView[] }) {
  const isLate = useLate(true);
  const awaited = sides.filter(({ isWhole, state }) => !isWhole && state !== undefined);
  if (!isLate || awaited.length === 0) return null;
  const items = awaited.map(({ state, share }) => {
    const total = state === undefined ? 0 : itemsInParts(state);
    return { total, done: Math.floor(total * share) };
  });
  const done = items.reduce((sum, side) => sum + side.done, 0);
  const total = items.reduce((sum, side) => sum + side.total, 0);
  return (
    <p className="difference-state" role="status">
      Reading both views to their end: {formatCount(done)} of {formatCount(total)} items.
    </p>
  );
}
