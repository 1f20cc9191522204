import { Expression, readExpression } from "./expression.ts";
import type { Filter, FilterProblem, FilterTerm } from "./filter.ts";
import { type Sought, soughtBy } from "./sought.ts";
import { readTimeSpan, type TimeSpan } from "./time-span.ts";
import { fitsPattern } from "./wildcard.ts";

/** A key that a list can be filtered by, and how a row answers it. */
export type FilterField<Row> =
  /** Compared without regard to case. A plain value needs to be contained only, unless `whole` is set. */
  | { readonly kind: "text"; readonly whole?: boolean; read(row: Row): string | null | Iterable<string> }
  /** Accepts `>`, `<`, `10..20` and the suffixes k, M, G. */
  | { readonly kind: "number"; read(row: Row): number | null }
  /** A time in milliseconds since 1970; `from` accepts rows at or after the value, `until` rows up to its end. */
  | { readonly kind: "from" | "until" | "at"; read(row: Row): number | null }
  /** A closed set of conditions that hold or do not: `has:finding`, `is:archived`. */
  | { readonly kind: "flag"; readonly flags: Readonly<Record<string, (row: Row) => boolean>> };

export type FilterFields<Row> = Readonly<Record<string, FilterField<Row>>>;

export interface CompileOptions<Row> {
  /** How a row answers a free word or expression. Called once for each, the answer once a row. */
  word(sought: Sought): (row: Row) => boolean;
  /** For times like `7d`; milliseconds since 1970. */
  readonly now: number;
  /** Where several filters share what their expressions may take. */
  readonly readExpression?: (source: string) => Expression | string;
}

export interface CompiledFilter<Row> {
  readonly accepts: (row: Row) => boolean;
  readonly problem: FilterProblem | null;
  /** An expression that took longer than it may, so that rows were not accepted that it may fit. Known when rows were looked at. */
  unfinished(): FilterProblem | null;
}

type Condition<Row> = (row: Row) => boolean;

/** A test for rows. Conditions that make no sense are left out and the first of them is named. */
export function compileFilter<Row>(
  filter: Filter,
  fields: FilterFields<Row>,
  options: CompileOptions<Row>,
): CompiledFilter<Row> {
  let problem = filter.problem;
  const all: Condition<Row>[] = [];
  const alternatives = new Map<string, Condition<Row>[]>();
  const expressions: [Expression, FilterTerm][] = [];
  for (const term of filter.terms) {
    const condition = compileTerm(term, fields, options, (expression) => expressions.push([expression, term]));
    if (typeof condition === "string") {
      if (problem === null || term.from < problem.from) problem = { message: condition, from: term.from, to: term.to };
    } else if (term.negated) {
      all.push((row) => !condition(row));
    } else if (term.key === null || term.operator !== "matches" || isLimit(fields[term.key])) {
      all.push(condition);
    } else {
      alternatives.set(term.key, [...(alternatives.get(term.key) ?? []), condition]);
    }
  }
  for (const [only, ...others] of alternatives.values()) {
    if (only !== undefined) all.push(others.length === 0 ? only : (row) => only(row) || others.some((one) => one(row)));
  }
  return {
    accepts: (row) => all.every((condition) => condition(row)),
    problem,
    unfinished() {
      const [, spent] = expressions.find(([{ isSpent }]) => isSpent) ?? [];
      return spent === undefined ? null : unfinishedProblem(spent);
    },
  };
}

/** What is said of an expression that took longer than it may. */
export function unfinishedProblem({ from, to }: Pick<FilterTerm, "from" | "to">): FilterProblem {
  const message =
    "This expression takes too long, and not all was looked at. Make it shorter, or name letters that a match must have.";
  return { message, from, to };
}

/** `since:` twice means both limits, `has:a has:b` both conditions; only values are alternatives. */
function isLimit<Row>(field: FilterField<Row> | undefined): boolean {
  return field !== undefined && (field.kind === "flag" || field.kind === "from" || field.kind === "until");
}

/** @returns the condition, or a sentence that says why there is none. */
function compileTerm<Row>(
  term: FilterTerm,
  fields: FilterFields<Row>,
  { word, now, readExpression: read = readExpression }: CompileOptions<Row>,
  onExpression: (expression: Expression) => void,
): Condition<Row> | string {
  const field = term.key === null ? undefined : fields[term.key];
  if (field === undefined) {
    const sought = soughtBy(term, read);
    if (sought instanceof Expression) onExpression(sought);
    return typeof sought === "string" ? sought : word(sought);
  }
  if (field.kind === "text") {
    if (term.operator !== "matches") return `“${term.key}” is text and has no order.`;
    if (term.form !== "expression") return textCondition(field.read, valueTest(term, field.whole ?? false));
    const expression = read(term.value);
    if (typeof expression === "string") return expression;
    onExpression(expression);
    return textCondition(field.read, (text) => expression.holds(text));
  }
  if (term.form === "expression") return `“${term.key}” is no text; an expression cannot be looked for in it.`;
  switch (field.kind) {
    case "number":
      return numberCondition(term, field.read);
    case "flag":
      return flagCondition(term, field.flags);
    default:
      return timeCondition(term, field, now);
  }
}

function valueTest({ value, form }: FilterTerm, isWholeField: boolean): (text: string) => boolean {
  const wanted = value.toLowerCase();
  const hasStar = form === "plain" && wanted.includes("*");
  const isWhole = form === "quoted" || isWholeField;
  return (text) => {
    const actual = text.toLowerCase();
    if (hasStar) return fitsPattern(actual, wanted);
    return isWhole ? actual === wanted : actual.includes(wanted);
  };
}

function textCondition<Row>(
  read: Extract<FilterField<Row>, { kind: "text" }>["read"],
  accepts: (text: string) => boolean,
): Condition<Row> {
  return (row) => {
    const actual = read(row);
    if (actual === null) return false;
    if (typeof actual === "string") return accepts(actual);
    for (const one of actual) if (accepts(one)) return true;
    return false;
  };
}

const NUMBER = /^(-?\d{1,15}(?:\.\d{1,6})?)([kmg])?b?$/iu;
const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 };

function readNumber(text: string): number | undefined {
  const [, digits, suffix] = NUMBER.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (MULTIPLES[suffix?.toLowerCase() ?? ""] ?? 1);
}

function numberCondition<Row>(
  { key, value, operator }: FilterTerm,
  read: (row: Row) => number | null,
): Condition<Row> | string {
  const [lowest, highest = lowest] = value.split("..", 2).map(readNumber);
  if (lowest === undefined || highest === undefined) {
    return `“${key}” needs a number: ${key}:10, ${key}:>10 or ${key}:10..20.`;
  }
  return compared(read, operator, { from: lowest, to: highest });
}

function timeCondition<Row>(
  { key, value, operator }: FilterTerm,
  { kind, read }: Extract<FilterField<Row>, { kind: "from" | "until" | "at" }>,
  now: number,
): Condition<Row> | string {
  const span = readTimeSpan(value, now);
  if (span === undefined) {
    const forms = `${key}:2026-04-01, ${key}:2026-04-01T10:15+02:00 or ${key}:7d`;
    return `“${key}” needs a date: ${forms}. Without an offset it is UTC.`;
  }
  if (kind === "at") return compared(read, operator, { from: span.from, to: span.to - 1 });
  if (operator !== "matches") return `“${key}” is a limit by itself; write ${key}:${value}.`;
  return compared(read, kind === "from" ? ">=" : "<=", { from: span.from, to: span.to - 1 });
}

/** Orders against a span: later than its end, or earlier than its start; both limits are part of it. */
function compared<Row>(
  read: (row: Row) => number | null,
  operator: FilterTerm["operator"],
  { from, to }: TimeSpan,
): Condition<Row> {
  const accepts = {
    matches: (actual: number) => actual >= from && actual <= to,
    ">": (actual: number) => actual > to,
    ">=": (actual: number) => actual >= from,
    "<": (actual: number) => actual < from,
    "<=": (actual: number) => actual <= to,
  }[operator];
  return (row) => {
    const actual = read(row);
    return actual !== null && accepts(actual);
  };
}

function flagCondition<Row>(
  { key, value, operator }: FilterTerm,
  flags: Readonly<Record<string, (row: Row) => boolean>>,
): Condition<Row> | string {
  const name = value.toLowerCase();
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag === undefined || operator !== "matches") {
    return `“${key}” knows ${Object.keys(flags).join(", ")}; not “${value}”.`;
  }
  return flag;
}
