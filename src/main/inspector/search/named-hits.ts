import { EVENT_TYPES, eventLabel } from "../../../shared/events/catalogue.ts";
import { exactTerm } from "../../../shared/filter/write-filter.ts";
import type { SearchHit } from "../../../shared/ipc/model/search.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import { plural } from "../../../shared/text/plural.ts";
import { countedBy, type EventColumns } from "../index/event-columns.ts";
import { closestFirst, type SoughtWords } from "./closeness.ts";
import type { FoundGroup } from "./found-group.ts";
import { closest, fieldExcerpt, holdAll, type SearchedField, searchedField } from "./searched-field.ts";

interface Named {
  readonly title: string;
  readonly fields: readonly SearchedField[];
  /** Shows the rows behind it. */
  readonly filter: string;
}

/** The users whose name or id hold the words, those who did most first where they are as close. */
export function userHits(columns: EventColumns, words: SoughtWords, limit: number): FoundGroup {
  const users = [...countedBy(columns, columns.users, ({ record }) => record.userId)];
  const named = users
    .toSorted(([, left], [, right]) => right - left)
    .map(([id, events]): Named => {
      const name = userName(id);
      return {
        title: `${name} · ${plural(events, "event")}`,
        fields: [searchedField("user", id), searchedField("user", name)],
        filter: exactTerm("user", name),
      };
    });
  return namedHits("users", named, words, limit);
}

/** The types whose name or label hold the words. */
export function typeHits(columns: EventColumns, words: SoughtWords, limit: number): FoundGroup {
  const types = new Set([...EVENT_TYPES, ...countedBy(columns, columns.types, ({ record }) => record.type).keys()]);
  const named = Array.from(types, (type): Named => {
    const label = eventLabel(type);
    return {
      title: label,
      fields: [searchedField("type", type), searchedField("type", label)],
      filter: exactTerm("type", type),
    };
  });
  return namedHits("types", named, words, limit);
}

function namedHits(group: "users" | "types", all: readonly Named[], words: SoughtWords, limit: number): FoundGroup {
  const found = all
    .filter(({ fields }) => holdAll(fields, words))
    .map((named) => ({ ...named, closeness: closest(named.fields, words) }));
  const hits = closestFirst(found)
    .slice(0, limit)
    .map(
      ({ title, fields, filter }): SearchHit => ({
        title,
        ...fieldExcerpt(fields, words),
        ...{ timestamp: null, stream: null, resourceName: null, reference: null },
        filter,
      }),
    );
  const isSaid = found.some((one) => one.closeness === 0);
  return { isSaid, group: { group, total: found.length, atLeast: false, hits } };
}
