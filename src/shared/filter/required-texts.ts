/**
 * What belongs together in an expression: quoted text, an escape, a class in brackets, flags, the beginning of a group, a count, a
 * letter. For expressions that the engine could read.
 */
const TOKEN =
  /\\Q.*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\\d{1,4}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[\w-]+[:)]|\(\?P?<\w+>|\(\?:|\{\d*,?\d*\}|./gsu;

/** Fewer letters stand in nearly every text. */
const LEAST_LETTERS = 2;

/** Whether it has flags with a minus: `(?-i)`. */
export function turnsFlagsOff(source: string): boolean {
  return tokensOf(source).some((token) => /^\(\?\w*-/u.test(token));
}

/**
 * Texts of which every match holds one, to look for them before the expression itself. They are found conservatively: what is not
 * understood here counts as holding nothing for certain.
 *
 * @returns texts in lower case, or null where no such texts are known
 */
export function requiredTexts(source: string): readonly string[] | null {
  return readAlternatives(tokensOf(source).values());
}

function tokensOf(source: string): readonly string[] {
  return source.match(TOKEN) ?? [];
}

/** Reads up to the bracket that closes the group, or to the end. */
function readAlternatives(tokens: Iterator<string>): readonly string[] | null {
  const alternatives: (readonly string[] | null)[] = [];
  let sequence = new Sequence();
  for (let next = tokens.next(); !next.done && next.value !== ")"; next = tokens.next()) {
    const token = next.value;
    if (token === "|") {
      alternatives.push(sequence.best());
      sequence = new Sequence();
    } else if (token === "(" || /^\(\?.*[:>]$/u.test(token)) {
      sequence.addGroup(readAlternatives(tokens));
    } else {
      sequence.add(token);
    }
  }
  alternatives.push(sequence.best());
  const texts: string[] = [];
  for (const one of alternatives) {
    if (one === null) return null;
    texts.push(...one);
  }
  return texts;
}

/** What follows each other in an expression. */
class Sequence {
  /** Letters that stand side by side so far. */
  #run = "";
  /** What the part before holds for certain, as long as it is not known how often that part is there. */
  #open: readonly string[] | null = null;
  #best: readonly string[] | null = null;

  add(token: string): void {
    if (/^(?:[*?]|\{\d*,?\d*\})$/u.test(token)) {
      // It may be there no time.
      this.#run = this.#run.slice(0, -1);
      this.#open = null;
      this.#close();
    } else if (token === "+") {
      this.#close();
    } else {
      const letter = letterOf(token);
      this.#settle();
      if (letter === null) this.#close();
      else this.#run += letter;
    }
  }

  addGroup(texts: readonly string[] | null): void {
    this.#close();
    this.#open = texts;
  }

  best(): readonly string[] | null {
    this.#close();
    return this.#best;
  }

  #close(): void {
    this.#settle();
    if (this.#run !== "") this.#offer([this.#run]);
    this.#run = "";
  }

  #settle(): void {
    if (this.#open !== null) this.#offer(this.#open);
    this.#open = null;
  }

  #offer(texts: readonly string[]): void {
    if (shortest(texts) >= LEAST_LETTERS && (this.#best === null || shortest(texts) > shortest(this.#best))) {
      this.#best = texts;
    }
  }
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length));
}

/**
 * The letter that a token stands for, as a text in lower case has it for certain; else null. Left out are letters that match others
 * which stay as they are in lower case, as s does with ſ.
 */
function letterOf(token: string): string | null {
  const escaped = /^\\([^\w\s])$/u.exec(token)?.[1];
  const letter = escaped ?? (/^[^\\[\]().^$|*+?{}]$/u.test(token) ? token.toLowerCase() : "");
  if (letter.length !== 1) return null;
  const hasNoCase = letter === letter.toUpperCase();
  return hasNoCase || /^[a-rt-z]$/u.test(letter) ? letter : null;
}
