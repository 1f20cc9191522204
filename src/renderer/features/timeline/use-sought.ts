import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import { useCall } from "../../app/use-call.ts";
import { isSameShown, type Shown } from "./shown-row.ts";

/** What is to come into sight, and where in the list. */
export interface Sought {
  readonly shows: Shown;
  readonly to: "top" | "middle";
}

export interface Seeking {
  readonly reveal: { readonly row: number; readonly to: Sought["to"] } | null;
  onRevealed(): void;
  seek(sought: Sought | null): void;
  /** Told what the list itself goes to, which is in sight. */
  onChosen(shown: Shown | null): void;
}

/** Asked while nothing is sought; never sent. */
const NOTHING: Shown = { finding: "" };

/**
 * Finds the row of what is shown beside a list when a link or another list led to it, which may be far from the rows in sight,
 * and of what is to stay in sight when the same events are listed in another way. Each is looked for once.
 *
 * @param shown keep its identity
 * @param isListed whether the rows of this choice are there
 */
export function useSought(
  choice: Omit<MethodInput<"timeline.locate">, "sought">,
  shown: Shown | null,
  isListed: boolean,
): Seeking {
  const [sought, setSought] = useState<Sought | null>(null);
  const chosen = useRef<Shown | null>(null);
  useEffect(() => {
    if (shown !== null && !isSameShown(shown, chosen.current)) setSought({ shows: shown, to: "middle" });
    chosen.current = shown;
  }, [shown]);
  const { data } = useCall(
    "timeline.locate",
    { ...choice, sought: sought?.shows ?? NOTHING },
    { enabled: sought !== null },
  );
  const onRevealed = useCallback(() => setSought(null), []);
  useEffect(() => {
    // The filter hides it: there is nothing to wait for.
    if (data === null) onRevealed();
  }, [data, onRevealed]);
  const row = sought === null || !isListed ? undefined : data?.row;
  return {
    reveal: useMemo(() => (row === undefined || sought === null ? null : { row, to: sought.to }), [row, sought]),
    onRevealed,
    seek: setSought,
    onChosen: useCallback((next) => {
      chosen.current = next;
    }, []),
  };
}
