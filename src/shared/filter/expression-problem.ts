/** What the engine says of an expression that it cannot read, in words that also say what to do. */
const PROBLEMS: Readonly<Record<string, (part: string) => string>> = {
  "missing closing ]": () => "A square bracket is not closed; write \\[ for the bracket itself.",
  "missing closing )": () => "A round bracket is not closed; write \\( for the bracket itself.",
  "unexpected )": () => "A round bracket closes what was not opened; write \\) for the bracket itself.",
  "invalid character class range": (part) => `“${part}” is no range of characters.`,
  "invalid escape sequence": (part) => `“${part}” stands for nothing in an expression.`,
  "invalid nested repetition operator": (part) => `“${part}” repeats a repetition.`,
  "missing argument to repetition operator": (part) => `“${part}” has nothing before it to repeat.`,
  "invalid repeat count": (part) => `“${part}” repeats too often, or less than once.`,
  "invalid or unsupported Perl syntax": (part) =>
    `“${part}” is not known: expressions look neither ahead nor back, so that each of them comes to an end.`,
  "invalid named capture": () => "A name for a group is not written right; a group needs none.",
  "duplicate capture group name": () => "Two groups have the same name; a group needs none.",
  "expression nests too deeply": () => "The expression has too many brackets inside of each other.",
  "expression too large": () => "The expression is too large.",
};

/**
 * @param description of the engine
 * @param part of the expression; not always one that a person has written
 */
export function expressionProblem(description: string, part: string | null): string {
  const sentence = PROBLEMS[description];
  return sentence === undefined
    ? `The expression cannot be read: ${description}.`
    : sentence((part ?? "").slice(0, LONGEST_PART));
}

const LONGEST_PART = 40;
