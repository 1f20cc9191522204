import { useMemo } from "react";
import { useSteady } from "../ui/use-steady.ts";
import { type CommandGroup, useCommands } from "./commands.ts";

export interface ChoiceCommand<Value extends string> {
  readonly value: Value;
  /** What choosing it does: “Show the bytes as hex”. */
  readonly title: string;
}

interface ChoiceCommandsOptions<Value extends string> {
  readonly id: string;
  /** Keep its identity. */
  readonly options: readonly ChoiceCommand<Value>[];
  readonly value: Value;
  readonly group?: CommandGroup;
  readonly words?: string;
  onChange(value: NoInfer<Value>): void;
}

/** What can be chosen, as commands; the one that is chosen already is left out. */
export function useChoiceCommands<Value extends string>({
  id,
  options,
  value,
  group = "This place",
  words = "",
  onChange,
}: ChoiceCommandsOptions<Value>): void {
  const choose = useSteady(onChange);
  useCommands(
    useMemo(
      () =>
        options
          .filter((option) => option.value !== value)
          .map((option) => ({
            id: `${id}.${option.value}`,
            title: option.title,
            group,
            words,
            run: () => choose(option.value),
          })),
      [id, options, value, group, words, choose],
    ),
  );
}
