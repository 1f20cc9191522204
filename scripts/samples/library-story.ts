import { embeddingMoments, sha256Hex, type TakenIn, takeIn } from "./document-story.ts";
import { LIBRARY_DOCUMENTS } from "./documents/library-documents.ts";
import { laterYears } from "./later-years.ts";
import { HOUR, MINUTE, type Moment, memberId, resourceMoment, systemMoment } from "./moment.ts";
import { type Seeded, seeded, seededResourceId } from "./seeded.ts";
import type { Shelf } from "./shelf.ts";

export interface LibraryStory {
  readonly shelf: Shelf;
  /** In the order of time, two years from October 2024. */
  readonly moments: readonly Moment[];
}

/** The whole history of the library. */
export function tellLibraryStory(): LibraryStory {
  const taken = LIBRARY_DOCUMENTS.map((document, index) => takeIn(document, 1_000 + index));
  const byKey = new Map(taken.map((one) => [one.document.key, one]));
  const shelf: Shelf = {
    find(key) {
      const found = byKey.get(key);
      if (found === undefined) throw new Error(`No document of the library has the key ${key}.`);
      return found;
    },
    cloneOf(key) {
      const index = CLONES.findIndex(([parent]) => parent === key);
      if (index < 0) throw new Error(`No document of the library is a clone of ${key}.`);
      return seededResourceId(randomOfClone(index));
    },
  };
  const moments = [
    ...vocabulary(),
    ...taken.flatMap((one) => one.moments),
    ...resolveLinks(taken),
    ...laterYears(shelf),
    ...clones(shelf),
  ];
  // A stable sort: what happens in the same millisecond stays in the order in which it is told.
  return { shelf, moments: moments.sort((left, right) => left.at - right.at) };
}

function vocabulary(): Moment[] {
  const start = Date.parse("2024-10-07T06:12:00.000Z");
  const types = [
    "Person",
    "Place",
    "Vessel",
    "Instrument",
    "Species",
    "Logbook",
    "Letter",
    "Notebook",
    "Report",
    "Notice",
  ];
  const later: readonly [string, string][] = [
    ["2024-11-18", "Oral history"],
    ["2024-11-19", "Photograph"],
    ["2025-01-13", "Glaciology"],
    ["2025-05-26", "Sea ice"],
    ["2024-12-02", "Ornithology"],
    ["2024-10-21", "Geomagnetism"],
  ];
  return [
    ...types.map((entityType, index) =>
      systemMoment(start + index * 1_700, "admin@aurora", "mark:entity-type-added", { entityType }),
    ),
    ...later.map(([day, entityType]) =>
      systemMoment(Date.parse(`${day}T06:30:00.000Z`), "ingrid.solheim", "mark:entity-type-added", { entityType }),
    ),
    systemMoment(Date.parse("2025-11-03T08:00:00.000Z"), "ingrid.solheim", "frame:tag-schema-added", {
      schema: {
        id: "field-report",
        name: "Field report",
        description: "What a reader looks for in a report from the field.",
        tags: [{ name: "Observation" }, { name: "Method" }, { name: "Doubt" }],
      },
    }),
  ];
}

/** Once a page about a person, place, vessel or instrument exists, the passages that name it are linked to it. */
function resolveLinks(taken: readonly TakenIn[]): Moment[] {
  const random = seeded(77);
  const pages = new Map(
    taken
      .filter(({ document }) => /^(person|place|vessel|instrument)-/.test(document.key))
      .map((page) => [page.document.name, page]),
  );
  return taken.flatMap(({ resourceId, annotations, at }) =>
    annotations.flatMap(({ id, passage, at: annotatedAt }) => {
      const page = passage.kind === "entity" ? pages.get(passage.exact) : undefined;
      if (page === undefined || page.resourceId === resourceId || random.next() < 0.35) return [];
      const when =
        Math.max(page.at, at, annotatedAt) + random.between(1, 30 * 24) * HOUR + random.between(0, 59) * MINUTE;
      return [
        resourceMoment(when, resourceId, "ingrid.solheim", "mark:body-updated", {
          annotationId: id,
          operations: [{ op: "add", item: { type: "SpecificResource", source: page.resourceId, purpose: "linking" } }],
        }),
      ];
    }),
  );
}

const CLONES: readonly (readonly [parent: string, name: string, language: string, at: string])[] = [
  ["exhibition-draft", "Exhibition text: Nine months of coal (second draft)", "en", "2026-04-20T09:15:00.000Z"],
  ["harbour-notice", "Notice of the closing of the harbour office (English)", "en", "2025-07-01T12:40:00.000Z"],
];

function randomOfClone(index: number): Seeded {
  return seeded(500 + index);
}

/** Copies that people work on: the draft's second version and a translation. */
function clones(shelf: Shelf): Moment[] {
  return CLONES.flatMap(([key, name, language, at], index) => {
    const parent = shelf.find(key);
    const random = randomOfClone(index);
    const resourceId = seededResourceId(random);
    const text = `${name}\n\n${parent.text}`;
    const time = Date.parse(at);
    return [
      resourceMoment(time, resourceId, "m.okafor", "yield:cloned", {
        name,
        format: parent.document.format,
        contentChecksum: sha256Hex(parent.text),
        contentByteSize: Buffer.byteLength(parent.text),
        parentResourceId: parent.resourceId,
        creationMethod: "clone",
        entityTypes: [...parent.document.tags],
        language,
      }),
      resourceMoment(time + 50 * MINUTE, resourceId, "m.okafor", "yield:updated", {
        contentChecksum: sha256Hex(text),
        contentByteSize: Buffer.byteLength(text),
      }),
      ...embeddingMoments(resourceId, text, time + HOUR, random),
      resourceMoment(time + 26 * HOUR, resourceId, "m.okafor", "mark:added", {
        annotation: {
          "@context": "http://www.w3.org/ns/anno.jsonld",
          type: "Annotation",
          id: `review-${resourceId.slice(0, 12)}`,
          motivation: "assessing",
          creator: { type: "Person", id: memberId("m.okafor"), name: "m.okafor" },
          created: new Date(time + 26 * HOUR).toISOString(),
          target: { source: resourceId },
          body: [
            { type: "TextualBody", value: "Compare with the original before it goes on a wall.", purpose: "assessing" },
          ],
        },
      }),
    ];
  });
}
