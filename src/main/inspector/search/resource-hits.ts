import { holdsSought } from "../../../shared/filter/sought.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import { type Closeness, closestFirst, type SoughtWords } from "./closeness.ts";
import type { FoundGroup } from "./found-group.ts";
import { closest, fieldExcerpt, holdAll, type SearchedField, searchedField } from "./searched-field.ts";

/** Name and id, the first fields: they say what a resource is, the others only hold words. */
const NAMING = 2;

/** The resources whose texts hold the words; first those whose name or id says them. */
export function resourceHits(streams: readonly StreamIndex[], words: SoughtWords, limit: number): FoundGroup {
  const searched = searchedResources(streams);
  const found: { readonly index: number; readonly closeness: Closeness }[] = [];
  for (const [index, { text, fields }] of searched.entries()) {
    if (words.every((word) => holdsSought(text, word)))
      found.push({ index, closeness: closest(fields.slice(0, NAMING), words) });
  }
  const hits = closestFirst(found)
    .slice(0, limit)
    .flatMap(({ index }) => {
      const [stream, resource] = [streams[index], searched[index]];
      if (stream === undefined || resource === undefined) return [];
      return [
        {
          title: nameOf(stream),
          ...fieldExcerpt(resource.fields, words),
          timestamp: stream.latest,
          stream: stream.streamId,
          resourceName: null,
          reference: null,
          filter: null,
        },
      ];
    });
  const isSaid = found.some((one) => one.closeness === 0);
  return { isSaid, group: { group: "resources", total: found.length, atLeast: false, hits } };
}

/** Which resources have a name or an id that hold all words. */
export function namedResources(streams: readonly StreamIndex[], words: SoughtWords): readonly number[] {
  return searchedResources(streams).flatMap(({ fields }, index) =>
    holdAll(fields.slice(0, NAMING), words) ? [index] : [],
  );
}

interface SearchedResource {
  readonly fields: readonly SearchedField[];
  /** All of them in lower case. */
  readonly text: string;
}

const known = new WeakMap<readonly StreamIndex[], readonly SearchedResource[]>();

/** What words are looked for in; kept, because a search is typed letter by letter. */
export function searchedResources(streams: readonly StreamIndex[]): readonly SearchedResource[] {
  const searched =
    known.get(streams) ??
    streams.map((stream) => {
      const fields = fieldsOf(stream);
      return { fields, text: fields.map(({ lower }) => lower).join("\n") };
    });
  known.set(streams, searched);
  return searched;
}

function fieldsOf(stream: StreamIndex): readonly SearchedField[] {
  const { streamId, facts } = stream;
  return [
    searchedField("name", nameOf(stream)),
    searchedField("id", streamId),
    searchedField("storage URI", facts.storageUri ?? ""),
    searchedField("entity types", facts.entityTypes.join(", ")),
  ];
}
