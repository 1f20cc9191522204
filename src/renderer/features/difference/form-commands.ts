import type { ChoiceCommand } from "../../app/use-choice-commands.ts";

/** The two forms of a difference, as commands. */
export const FORM_COMMANDS: readonly ChoiceCommand<"structure" | "text">[] = [
  { value: "structure", title: "Show the difference as structure" },
  { value: "text", title: "Show the difference as text" },
];
