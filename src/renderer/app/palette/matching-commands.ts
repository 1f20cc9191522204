import { COMMAND_GROUPS, type Command } from "../commands.ts";

/** Commands whose title or words hold all words of the text, those that begin with it first; all of them for no text. */
export function matchingCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const rank = (command: Command): number => {
    const title = command.title.toLowerCase();
    const all = `${title} ${command.group.toLowerCase()} ${command.words ?? ""}`;
    if (!words.every((word) => all.includes(word))) return -1;
    return words[0] !== undefined && title.startsWith(words[0]) ? 0 : 1;
  };
  return commands
    .filter(({ keysOnly }) => keysOnly !== true)
    .map((command) => ({ command, rank: rank(command) }))
    .filter(({ rank: found }) => found >= 0)
    .sort(
      (a, b) => a.rank - b.rank || COMMAND_GROUPS.indexOf(a.command.group) - COMMAND_GROUPS.indexOf(b.command.group),
    )
    .map(({ command }) => command);
}
