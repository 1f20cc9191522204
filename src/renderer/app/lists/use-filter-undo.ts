import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useSteady } from "../../ui/use-steady.ts";
import { type Command, useCommands } from "../commands.ts";
import { takesText, writeKey } from "../keyboard.ts";
import { afterChange, afterRedo, afterUndo, type FilterHistory, NO_HISTORY } from "./filter-history.ts";

const UNDO = "Mod+Z";
const REDO = "Mod+Shift+Z";

/**
 * Remembers what the filter of a list was while its screen is shown, with the commands that go back and forth in it.
 *
 * @param show puts a filter in the place of the current one
 * @returns what brings back a filter that was just emptied, for the field; undefined when there is none
 */
export function useFilterUndo(filter: string, show: (filter: string) => void): (() => void) | undefined {
  const [history, setHistory] = useState(NO_HISTORY);
  // What keys go by: they may follow each other sooner than the page is drawn.
  const newest = useRef(NO_HISTORY);
  const shown = useRef(filter);
  const put = (next: FilterHistory) => {
    newest.current = next;
    setHistory(next);
  };

  // Before the next key: later, a step that was just brought back would be taken for a change of the person's own.
  useLayoutEffect(() => {
    const before = shown.current;
    if (before === filter) return;
    shown.current = filter;
    put(afterChange(newest.current, before, filter, performance.now()));
  });

  const bringBack = (text: string, next: FilterHistory) => {
    put(next);
    shown.current = text;
    show(text);
  };
  const undo = useSteady(() => {
    const text = newest.current.past.at(-1);
    if (text !== undefined) bringBack(text, afterUndo(newest.current, shown.current));
  });
  const redo = useSteady(() => {
    const text = newest.current.future.at(-1);
    if (text !== undefined) bringBack(text, afterRedo(newest.current, shown.current));
  });

  const empty = useSteady(() => show(""));

  const isFiltered = filter !== "";
  const previous = history.past.at(-1);
  const next = history.future.at(-1);
  useCommands(
    useMemo(() => {
      const commands: Command[] = [];
      if (isFiltered) {
        commands.push({ id: "filter.empty", title: "Empty the filter", group: "Lists", words: "clear", run: empty });
      }
      if (previous !== undefined) {
        commands.push({
          id: "filter.undo",
          title: previous === "" ? "Undo the filter" : `Undo: filter by ${previous} again`,
          group: "Lists",
          keys: [UNDO],
          notInText: true,
          run: undo,
        });
      }
      if (next !== undefined) {
        commands.push({
          id: "filter.redo",
          title: next === "" ? "Redo: empty the filter" : `Redo: filter by ${next}`,
          group: "Lists",
          keys: [REDO],
          notInText: true,
          run: redo,
        });
      }
      return commands;
    }, [isFiltered, previous, next, empty, undo, redo]),
  );
  useEffect(() => {
    window.addEventListener("keydown", keepFromField);
    return () => window.removeEventListener("keydown", keepFromField);
  }, []);

  return filter === "" && previous !== undefined && previous !== "" ? undo : undefined;
}

/** At either end of the history, too: the browser would undo what was typed in the field, unseen. */
function keepFromField(event: KeyboardEvent): void {
  const key = writeKey(event);
  if ((key === UNDO || key === REDO) && !takesText(event.target)) event.preventDefault();
}
