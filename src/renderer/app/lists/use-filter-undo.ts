import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Command, useCommands } from "../commands.ts";
import { afterChange, afterRedo, afterUndo, NO_HISTORY } from "./filter-history.ts";

/**
 * Remembers what the filter of a list was while its screen is shown, with the commands that go back and forth in it.
 *
 * @param show puts a filter in the place of the current one; keep its identity
 * @returns what brings back a filter that was just emptied, for the field; undefined when there is none
 */
export function useFilterUndo(filter: string, show: (filter: string) => void): (() => void) | undefined {
  const [history, setHistory] = useState(NO_HISTORY);
  const shown = useRef(filter);

  useEffect(() => {
    const before = shown.current;
    if (before === filter) return;
    shown.current = filter;
    setHistory((now) => afterChange(now, before, filter, performance.now()));
  }, [filter]);

  const previous = history.past.at(-1);
  const next = history.future.at(-1);
  const undo = useCallback(() => {
    if (previous === undefined) return;
    setHistory((now) => afterUndo(now, shown.current));
    // Not to be taken for a change of the person's own.
    shown.current = previous;
    show(previous);
  }, [previous, show]);
  const redo = useCallback(() => {
    if (next === undefined) return;
    setHistory((now) => afterRedo(now, shown.current));
    shown.current = next;
    show(next);
  }, [next, show]);

  useCommands(
    useMemo(() => {
      const commands: Command[] = [];
      if (previous !== undefined) {
        commands.push({
          id: "filter.undo",
          title: previous === "" ? "Undo the filter" : `Undo: filter by ${previous} again`,
          group: "Lists",
          keys: ["Mod+Z"],
          notInText: true,
          run: undo,
        });
      }
      if (next !== undefined) {
        commands.push({
          id: "filter.redo",
          title: next === "" ? "Redo: empty the filter" : `Redo: filter by ${next}`,
          group: "Lists",
          keys: ["Mod+Shift+Z"],
          notInText: true,
          run: redo,
        });
      }
      return commands;
    }, [previous, next, undo, redo]),
  );

  return filter === "" && previous !== undefined && previous !== "" ? undo : undefined;
}
