import { RE2JS, RE2JSSyntaxException } from "re2js";
import { expressionProblem } from "./expression-problem.ts";
import { requiredTexts, turnsFlagsOff } from "./required-texts.ts";

/** Where a match stands in a text, in UTF-16 units. */
export interface MatchPlace {
  readonly from: number;
  readonly to: number;
}

/** Steps that a compiled expression may have: what each letter of a text costs grows with them. */
const MOST_STEPS = 250;
/** Longer texts are looked at in their first part, as in the index. */
const LONGEST_TEXT = 20_000;
const CASE_AND_LINES = RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE;

/** Milliseconds that an expression may take for names and other short texts, which are looked at while everything waits. */
const PATIENCE = 1000;

/** What an expression may take, and by which clock; expressions come from others as well, in links and kept filters. */
export interface ExpressionLimits {
  /** Milliseconds. */
  readonly patience: number;
  /** How many texts it may remember the answer for, where the same are asked for again and again. */
  readonly memory?: number;
  readonly now: () => number;
}

/**
 * A regular expression of a filter. It is looked for in each line of a text by itself, without regard to case, in time that grows
 * with the length of the text only. When it has taken longer than it may it holds nowhere any more.
 */
export class Expression {
  readonly source: string;
  /** In lower case: a text in lower case that holds none of them holds no match. Null where nothing is known. */
  readonly required: readonly string[] | null;
  readonly #program: RE2JS;
  readonly #now: () => number;
  /** Lines need not be looked at one by one where the whole does not hold it either. */
  readonly #spansLines: boolean;
  readonly #memory: number;
  readonly #answers = new Map<string, boolean>();
  #left: number;

  constructor(source: string, program: RE2JS, { patience, memory = 0, now }: ExpressionLimits) {
    this.source = source;
    this.required = requiredTexts(source);
    this.#program = program;
    this.#now = now;
    this.#spansLines = !/\\[Az]/u.test(source);
    this.#left = patience;
    this.#memory = memory;
  }

  /** It has taken longer than it may: what it found is not all. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  holds(text: string): boolean {
    const known = this.#memory === 0 ? undefined : this.#answers.get(text);
    if (known !== undefined) return known;
    const answer = this.#timed(() => this.#anyLineHolds(text.slice(0, LONGEST_TEXT)), false);
    if (this.#answers.size < this.#memory) this.#answers.set(text, answer);
    return answer;
  }

  #anyLineHolds(text: string): boolean {
    if (!/[\n\r]/u.test(text)) return this.#program.test(text);
    if (this.#spansLines && !text.includes("\r") && !this.#program.test(text)) return false;
    return linesOf(text).some((line) => this.#program.test(withoutReturn(line)));
  }

  /** @param line UTF-8 without an end of line */
  lineHolds(line: Uint8Array): boolean {
    return this.#timed(() => this.#program.test(line), false);
  }

  /** Whether a line of a text may hold it; looked at in one go, which is faster where few do. @param text UTF-8 */
  mayHold(text: Uint8Array): boolean {
    return !this.#spansLines || text.includes(13) || this.#timed(() => this.#program.test(text), false);
  }

  /** The first match in a text. */
  find(text: string): MatchPlace | null {
    return this.#timed(() => {
      let from = 0;
      for (const line of linesOf(text.slice(0, LONGEST_TEXT))) {
        const matcher = this.#program.matcher(withoutReturn(line));
        if (matcher.find()) return { from: from + matcher.start(), to: from + matcher.end() };
        from += line.length + 1;
      }
      return null;
    }, null);
  }

  #timed<Result>(look: () => Result, otherwise: Result): Result {
    if (this.isSpent) return otherwise;
    const start = this.#now();
    const result = look();
    this.#left -= this.#now() - start;
    return result;
  }
}

function linesOf(text: string): readonly string[] {
  return text.split("\n");
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** Compiled expressions that were used last, or what is wrong with them: a filter is compiled for each question anew. */
const programs = new Map<string, RE2JS | string>();
const KEPT_PROGRAMS = 6;

/**
 * @param source what stands between the slashes
 * @returns the expression, or a sentence that says why there is none
 */
export function readExpression(source: string, limits: ExpressionLimits = LIMITS): Expression | string {
  const known = programs.get(source) ?? compile(source);
  programs.delete(source);
  programs.set(source, known);
  const [oldest] = programs.keys();
  if (programs.size > KEPT_PROGRAMS && oldest !== undefined) programs.delete(oldest);
  return typeof known === "string" ? known : new Expression(source, known, limits);
}

const KEPT_ANSWERS = 20_000;
const LIMITS = { patience: PATIENCE, now: Date.now };

/** Reads each expression once, so that several filters of the same rows share what it may take and what it said of them. */
export function expressionReader(): (source: string) => Expression | string {
  const read = new Map<string, Expression | string>();
  return (source) => {
    const known = read.get(source) ?? readExpression(source, { ...LIMITS, memory: KEPT_ANSWERS });
    read.set(source, known);
    return known;
  };
}

function compile(source: string): RE2JS | string {
  try {
    const program = RE2JS.compile(source, CASE_AND_LINES);
    if (program.programSize() > MOST_STEPS) {
      return `/${source}/ is too large: it repeats too much, or lists too many things.`;
    }
    if (turnsFlagsOff(source)) return "Expressions never look at case; a flag with a minus cannot be used.";
    return program;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return expressionProblem(error.getDescription(), error.getPattern());
    throw error;
  }
}
