import { type RefObject, useMemo } from "react";
import type { JsonTreeHandle } from "../ui/json-tree/json-tree.tsx";
import { type Command, useCommands } from "./commands.ts";

interface TreeCommandsOptions {
  readonly id: string;
  /** As it is called in titles: “the view”. */
  readonly what: string;
  /** Values are watched here, and changes pointed out. */
  readonly watches: boolean;
  /** False while the tree is not shown. */
  readonly shown: boolean;
}

/** What can be done in a tree of values, as commands. Those about one value are about the one that its keys are at. */
export function useTreeCommands(
  tree: RefObject<JsonTreeHandle | null>,
  { id, what, watches, shown }: TreeCommandsOptions,
): void {
  useCommands(
    useMemo((): readonly Command[] => {
      if (!shown) return [];
      const add = (name: keyof JsonTreeHandle, title: string, words: string): Command => ({
        id: `${id}.${name}`,
        title,
        group: "This place",
        words: `json tree ${words}`,
        run: () => tree.current?.[name](),
      });
      return [
        add("find", `Find in ${what}`, "search value"),
        add("unfold", `Unfold all of ${what}`, "expand open"),
        add("fold", `Fold all of ${what}`, "collapse close"),
        add("copyValue", "Copy the selected value", "clipboard"),
        add("copyPath", "Copy the path of the selected value", "clipboard"),
        add("blame", "Which events set the selected value", "blame history"),
        ...(watches
          ? [add("pin", "Watch the selected value", "pin"), add("nextMark", `Next change in ${what}`, "marked")]
          : []),
      ];
    }, [tree, id, what, watches, shown]),
  );
}
