import type { FilterForm, FilterTerm } from "./filter.ts";
import { parseFilter } from "./parse-filter.ts";

/** A condition as text that {@link parseFilter} reads back as the same. */
export function writeTerm({ key, negated, operator, value, form }: Omit<FilterTerm, "from" | "to">): string {
  const start = `${negated ? "-" : ""}${key === null ? "" : `${key}:`}${operator === "matches" ? "" : operator}`;
  return start + writeValue(value, form);
}

/** A value as it is written in a form; for that of an expression, what stands between its slashes. */
export function writeValue(value: string, form: FilterForm): string {
  if (form === "expression") return `/${value}/`;
  return form === "quoted" ? quote(value) : value;
}

/** A condition on a value that is written in quotes only where it has to be. */
export function valueTerm(key: string, value: string): string {
  const needsQuotes = value === "" || /[\s"\\*]/u.test(value) || /^[<>/]/u.test(value);
  return writeTerm({ key, negated: false, operator: "matches", value, form: needsQuotes ? "quoted" : "plain" });
}

function quote(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A condition that holds for exactly this value. */
export function exactTerm(key: string, value: string, negated = false): string {
  return writeTerm({ key, negated, operator: "matches", value, form: "quoted" });
}

/** Whether the filter names this value of a key, and does not exclude it. */
export function hasValue(text: string, key: string, value: string): boolean {
  return parseFilter(text, [key]).terms.some((term) => !term.negated && namesValue(term, key, value));
}

/** Whether the filter excludes this value of a key. */
export function hasExcluded(text: string, key: string, value: string): boolean {
  return parseFilter(text, [key]).terms.some((term) => term.negated && namesValue(term, key, value));
}

/** Adds a value of a key to a filter, or takes it out when it is there. Everything else stays as it was typed. */
export function toggleValue(text: string, key: string, value: string): string {
  const found = parseFilter(text, [key]).terms.filter((term) => namesValue(term, key, value));
  const chosen = found.filter(({ negated }) => !negated);
  const rest = without(text, found);
  return chosen.length > 0 ? rest : join(rest, exactTerm(key, value));
}

/** Excludes a value of a key, or stops excluding it. */
export function toggleExcluded(text: string, key: string, value: string): string {
  const found = parseFilter(text, [key]).terms.filter((term) => namesValue(term, key, value));
  const excluded = found.filter(({ negated }) => negated);
  const rest = without(text, found);
  return excluded.length > 0 ? rest : join(rest, exactTerm(key, value, true));
}

/** Replaces all conditions of a key by one, or by none. */
export function setValue(text: string, key: string, value: string | null): string {
  const rest = without(
    text,
    parseFilter(text, [key]).terms.filter((term) => term.key === key),
  );
  if (value === null) return rest;
  return join(rest, valueTerm(key, value));
}

/** Whether a condition is about exactly this value of a key, chosen or excluded. */
export function namesValue(term: FilterTerm, key: string, value: string): boolean {
  if (term.key !== key || term.operator !== "matches" || term.form === "expression") return false;
  return term.value.toLowerCase() === value.toLowerCase();
}

function without(text: string, terms: readonly FilterTerm[]): string {
  let rest = text;
  for (const { from, to } of terms.toReversed()) {
    const before = rest.slice(0, from).trimEnd();
    const after = rest.slice(to).trimStart();
    rest = join(before, after);
  }
  return rest;
}

function join(left: string, right: string): string {
  return left === "" || right === "" ? left + right : `${left} ${right}`;
}
