import { isSameValue } from "../difference/difference.ts";
import { isJsonObject } from "../difference/identity.ts";
import type { JsonPath, JsonValue } from "../ipc/json-value.ts";
import type { ListPart } from "../ipc/model/views.ts";

/*
 * How views of many megabytes travel: of a long list only those items are sent that another view, which the receiver has
 * whole, does not hold in the same place; or, without such a view, its first items.
 */

/** Characters of JSON that are sent of a list at first, and in each further message. */
const FIRST_CHARACTERS = 128 * 1024;
const PIECE_CHARACTERS = 512 * 1024;
/** Shorter lists are sent whole, without looking how much they take. */
const SHORT = 100;
/** Lists of a view stand at most so deep; what is inside their items belongs to them. */
const DEEPEST = 2;

export interface SentView {
  readonly view: JsonValue;
  /** The lists that were not sent whole. */
  readonly parts: ListPart[];
  /** Whether there are lists of which only a part may be sent. */
  readonly hasLongList: boolean;
}

/** @param base a view that the receiver has whole */
export function partOfView(view: JsonValue, base: JsonValue | undefined): SentView {
  const parts: ListPart[] = [];
  let hasLongList = false;
  const sentOf = (value: JsonValue, known: JsonValue | undefined, path: JsonPath): JsonValue => {
    if (Array.isArray(value)) {
      if (value.length <= SHORT) return value;
      hasLongList = true;
      const { part, items } = partOfList(value, Array.isArray(known) ? known : [], path);
      if (items.length < value.length) parts.push(part);
      return items;
    }
    if (!isJsonObject(value) || path.length === DEEPEST) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inside]) => [key, sentOf(inside, fieldOf(known, key), [...path, key])]),
    );
  };
  return { view: sentOf(view, base, []), parts, hasLongList };
}

function partOfList(list: readonly JsonValue[], base: readonly JsonValue[], path: JsonPath) {
  const { before, after } = sameEnds(list, base);
  const rest = list.slice(before, list.length - after);
  const items = firstItems(rest, 0, FIRST_CHARACTERS);
  if (items.length === rest.length) return { part: { path, total: list.length, before, after }, items };
  // Too many differ for one message: then the list is sent from its start.
  const part = { path, total: list.length, before: 0, after: 0 };
  return { part, items: firstItems(list, 0, FIRST_CHARACTERS) };
}

/** How many items two lists have in common at their start, and behind what differs. */
function sameEnds(list: readonly JsonValue[], base: readonly JsonValue[]) {
  const most = Math.min(list.length, base.length);
  const isSame = (index: number, other: number) => isSameValue(list[index] ?? null, base[other] ?? null);
  let before = 0;
  while (before < most && isSame(before, before)) before += 1;
  let after = 0;
  while (after < most - before && isSame(list.length - 1 - after, base.length - 1 - after)) after += 1;
  return { before, after };
}

/** Puts in what a view that was sent has in common with the base. @returns also the lists that are still not whole */
export function withCommonItems(sent: JsonValue | null, parts: readonly ListPart[], base: JsonValue | null) {
  let view = sent;
  const missing = parts.filter(({ path, total, before, after }) => {
    if (before + after === 0) return true;
    const known = listAt(base, path);
    const items = [...known.slice(0, before), ...listAt(view, path), ...known.slice(known.length - after)];
    view = withList(view, path, items);
    return items.length < total;
  });
  return { view, parts: missing };
}

/** The items of a list from one on, as many as one message holds; at least one, however large it is. */
export function pieceOfList(list: readonly JsonValue[], offset: number): JsonValue[] {
  return firstItems(list, offset, PIECE_CHARACTERS);
}

function firstItems(list: readonly JsonValue[], offset: number, characters: number): JsonValue[] {
  let end = offset;
  for (let taken = 0; end < list.length && taken < characters; end += 1) taken += JSON.stringify(list[end]).length;
  return list.slice(offset, end);
}

/** The list at a path; empty where there is none. */
export function listAt(value: JsonValue | null | undefined, path: JsonPath): readonly JsonValue[] {
  const found = path.reduce<JsonValue | undefined>((inside, key) => fieldOf(inside, key), value ?? undefined);
  return Array.isArray(found) ? found : [];
}

/** The same value with another list at a path. */
export function withList(value: JsonValue | null | undefined, path: JsonPath, items: JsonValue[]): JsonValue {
  const [key, ...inner] = path;
  const object = value ?? undefined;
  if (key === undefined || !isJsonObject(object)) return items;
  // Not by assignment, which takes "__proto__" for something else.
  return Object.fromEntries(
    Object.entries(object).map(([name, inside]) => [name, name === key ? withList(inside, inner, items) : inside]),
  );
}

function fieldOf(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
