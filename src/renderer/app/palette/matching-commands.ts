import { COMMAND_GROUPS, type Command } from "../commands.ts";

export interface MatchingCommands {
  /** Those with a word in their title that begins with the text: what was probably meant. */
  readonly best: readonly Command[];
  readonly others: readonly Command[];
}

/** Commands whose title, group or other words hold all words of the text; for no text, all of them. */
export function matchingCommands(commands: readonly Command[], text: string): MatchingCommands {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = commands
    .filter(({ keysOnly }) => keysOnly !== true)
    .filter(({ title, group, words: other = "" }) => {
      const all = `${title} ${group} ${other}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => COMMAND_GROUPS.indexOf(a.group) - COMMAND_GROUPS.indexOf(b.group));
  const isBest = ({ title }: Command) => {
    const inTitle = title.toLowerCase().split(/\s+/u);
    return words.length > 0 && words.every((word) => inTitle.some((one) => one.startsWith(word)));
  };
  return { best: found.filter(isBest), others: found.filter((command) => !isBest(command)) };
}
