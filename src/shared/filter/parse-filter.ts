import type { Filter, FilterForm, FilterOperator, FilterProblem, FilterTerm } from "./filter.ts";

const SPACE = /\s/u;
const OPERATORS: readonly Exclude<FilterOperator, "matches">[] = [">=", "<=", ">", "<"];

/**
 * Reads filter text: `word`, `"several words"`, `key:value`, `key:"whole value"`, `-key:value`, `key:>10`, `wor*`, `/expression/`,
 * `key:/expression/`.
 *
 * A word with a colon is a condition only when the list knows the key, so that `mark:added` and `file://a.md` can be
 * searched for as they are.
 *
 * @param keys the keys that the list knows, in lower case
 */
export function parseFilter(text: string, keys: Iterable<string>): Filter {
  const known = new Set(keys);
  const terms: FilterTerm[] = [];
  let problem: FilterProblem | null = null;
  let place = 0;
  while (place < text.length) {
    if (SPACE.test(text.charAt(place))) {
      place += 1;
      continue;
    }
    const reading = readTerm(text, place, known);
    if ("message" in reading) problem ??= reading;
    else terms.push(reading);
    place = reading.to;
  }
  return { terms, problem };
}

function readTerm(text: string, from: number, known: ReadonlySet<string>): FilterTerm | FilterProblem {
  const negated = text[from] === "-" && from + 1 < text.length && !SPACE.test(text.charAt(from + 1));
  const start = negated ? from + 1 : from;
  const key = readKey(text, start, known);
  const afterKey = key === null ? start : start + key.length + 1;
  const operator = key === null ? "matches" : readOperator(text, afterKey);
  const valueFrom = operator === "matches" ? afterKey : afterKey + operator.length;
  const value = readValue(text, valueFrom);
  if (!value.closed) return { message: "The quotation mark is not closed.", from: valueFrom, to: value.to };
  if (value.text === "" && value.form === "plain") {
    return { message: `“${text.slice(from, value.to)}” needs a value behind it.`, from, to: value.to };
  }
  return {
    key: key === null ? null : key.toLowerCase(),
    negated,
    operator,
    value: value.text,
    form: value.form,
    from,
    to: value.to,
  };
}

function readKey(text: string, start: number, known: ReadonlySet<string>): string | null {
  let end = start;
  while (end < text.length && /[\w-]/u.test(text.charAt(end))) end += 1;
  const key = text.slice(start, end);
  return text[end] === ":" && known.has(key.toLowerCase()) ? key : null;
}

function readOperator(text: string, place: number): FilterOperator {
  return OPERATORS.find((operator) => text.startsWith(operator, place)) ?? "matches";
}

interface ValueReading {
  readonly text: string;
  readonly form: FilterForm;
  readonly closed: boolean;
  readonly to: number;
}

function readValue(text: string, from: number): ValueReading {
  if (text[from] === '"') return readQuoted(text, from);
  const slash = endOfExpression(text, from);
  if (slash !== -1) return { text: text.slice(from + 1, slash), form: "expression", closed: true, to: slash + 1 };
  let to = from;
  while (to < text.length && !SPACE.test(text.charAt(to))) to += 1;
  return { text: text.slice(from, to), form: "plain", closed: true, to };
}

/** Inside quotation marks `\"` and `\\` stand for the character itself. */
function readQuoted(text: string, from: number): ValueReading {
  let value = "";
  for (let place = from + 1; place < text.length; place += 1) {
    const character = text.charAt(place);
    if (character === '"') return { text: value, form: "quoted", closed: true, to: place + 1 };
    const escaped = text[place + 1];
    if (character === "\\" && (escaped === '"' || escaped === "\\")) {
      value += escaped;
      place += 1;
    } else {
      value += character;
    }
  }
  return { text: value, form: "quoted", closed: false, to: text.length };
}

/**
 * An expression begins with a slash and ends with the next one, behind which a word has to end. It does not begin or end with white
 * space: `/docs/a/b`, `/docs/a/`, `//` and `this / that / other` are texts. A slash inside of an expression is written `\/`.
 *
 * @returns the place of the slash that ends it, or -1 where there is no expression
 */
function endOfExpression(text: string, from: number): number {
  if (text[from] !== "/") return -1;
  let place = from + 1;
  while (place < text.length && text[place] !== "/") place += text[place] === "\\" ? 2 : 1;
  const inside = text.slice(from + 1, place);
  if (place >= text.length || inside === "" || inside !== inside.trim()) return -1;
  return place + 1 === text.length || SPACE.test(text.charAt(place + 1)) ? place : -1;
}
