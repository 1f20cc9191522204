import { createHash } from "node:crypto";
import type { LibraryDocument, Member } from "./documents/document.ts";
import { type MarkedText, type Passage, readMarkedText } from "./marked-text.ts";
import { DAY, HOUR, MINUTE, type Moment, memberId, resourceMoment } from "./moment.ts";
import { type Seeded, seeded, seededAnnotationId, seededResourceId } from "./seeded.ts";

/** A document with the ids that it and its annotations get. */
export interface TakenIn {
  readonly document: LibraryDocument;
  readonly resourceId: string;
  readonly text: string;
  readonly annotations: readonly { readonly id: string; readonly passage: Passage; readonly at: number }[];
  /** When it was taken in. */
  readonly at: number;
  readonly moments: readonly Moment[];
}

const DIMENSIONS = 8;
const MODEL = "voyage-3-lite";

/** What happens to a document in its first weeks: taken in, tagged, read by a worker, embedded, marked by people. */
export function takeIn(document: LibraryDocument, seed: number): TakenIn {
  const random = seeded(seed);
  const resourceId = seededResourceId(random);
  const marked = readMarkedText(document.source);
  const at = Date.parse(`${document.added}T07:00:00.000Z`) + random.between(0, 9 * HOUR);
  const moments: Moment[] = [createMoment(document, resourceId, marked, at)];
  document.tags.slice(1).forEach((entityType, index) => {
    moments.push(
      resourceMoment(
        at + (index + 1) * random.between(2_000, 40_000),
        resourceId,
        document.by,
        "mark:entity-tag-added",
        {
          entityType,
        },
      ),
    );
  });
  const entities = marked.passages.filter(({ kind }) => kind === "entity");
  const remarks = marked.passages.filter(({ kind }) => kind !== "entity");
  const jobAt = at + random.between(3, 50) * MINUTE;
  const found = entities.map((passage, index) => ({
    id: seededAnnotationId(random),
    passage,
    at: jobAt + 2_000 + index * random.between(300, 2_400),
  }));
  moments.push(...jobMoments(document, resourceId, found, jobAt, random));
  moments.push(...embeddingMoments(resourceId, marked.text, jobAt + random.between(2, 20) * MINUTE, random));
  const readers: [Member, ...Member[]] = ["ingrid.solheim", "tomas.reyes", "aino.virtanen", "m.okafor"];
  const written = remarks.map((passage) => {
    const by = random.pick(readers);
    const remark = {
      id: seededAnnotationId(random),
      passage,
      at: at + random.between(1, 60) * DAY + random.between(0, 9 * HOUR),
    };
    const creator = { type: "Person", id: memberId(by), name: by };
    moments.push(
      resourceMoment(remark.at, resourceId, by, "mark:added", {
        annotation: annotationOf(resourceId, remark, creator),
      }),
    );
    return remark;
  });
  return { document, resourceId, text: marked.text, annotations: [...found, ...written], at, moments };
}

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Two chunks at most: these are short texts. */
export function embeddingMoments(resourceId: string, text: string, at: number, random: Seeded): Moment[] {
  const paragraphs = text.split("\n\n").slice(0, 2);
  return paragraphs.map((chunkText, chunkIndex) =>
    resourceMoment(at + chunkIndex * 900, resourceId, "admin@aurora", "embedding:computed", {
      chunkIndex,
      chunkText: chunkText.slice(0, 240),
      embedding: Array.from({ length: DIMENSIONS }, () => Math.round((random.next() * 2 - 1) * 10_000) / 10_000),
      model: MODEL,
      dimensions: DIMENSIONS,
    }),
  );
}

function createMoment(document: LibraryDocument, resourceId: string, { text }: MarkedText, at: number): Moment {
  const { name, format, path, language, method, tags, by } = document;
  return resourceMoment(at, resourceId, by, "yield:created", {
    name,
    format,
    contentChecksum: sha256Hex(text),
    contentByteSize: Buffer.byteLength(text),
    storageUri: `file://${path}`,
    creationMethod: method,
    entityTypes: tags.slice(0, 1),
    language,
    isDraft: tags.includes("Draft"),
  });
}

function jobMoments(
  document: LibraryDocument,
  resourceId: string,
  found: TakenIn["annotations"],
  at: number,
  random: Seeded,
): Moment[] {
  const jobId = `job-${seededAnnotationId(random)}`;
  const correlationId = sha256Hex(jobId).slice(0, 24);
  const job = { jobId, jobType: "reference-annotation" };
  const entityTypes = [...new Set(found.map(({ passage }) => passage.note))];
  const moments = [
    resourceMoment(
      at,
      resourceId,
      document.by,
      "job:started",
      { ...job, totalSteps: entityTypes.length },
      correlationId,
    ),
  ];
  const worker = {
    "@type": "SoftwareAgent",
    name: "Reference Worker / local reader",
    worker: "Reference Worker",
    model: "reader-small-2024-09",
  };
  let last = at;
  entityTypes.forEach((entityType, index) => {
    const ofType = found.filter(({ passage }) => passage.note === entityType);
    for (const annotation of ofType) {
      last = Math.max(last + 40, annotation.at);
      const value = {
        ...annotationOf(
          resourceId,
          { ...annotation, at: last },
          { type: "Person", id: memberId(document.by), name: document.by },
        ),
        generator: worker,
      };
      moments.push(resourceMoment(last, resourceId, document.by, "mark:added", { annotation: value }, correlationId));
    }
    last += 35;
    moments.push(
      resourceMoment(
        last,
        resourceId,
        document.by,
        "job:progress",
        {
          ...job,
          percentage: Math.round(((index + 1) / entityTypes.length) * 100),
          currentStep: entityType,
          processedSteps: index + 1,
          totalSteps: entityTypes.length,
          foundCount: ofType.length,
        },
        correlationId,
      ),
    );
  });
  moments.push(
    resourceMoment(
      last + 12,
      resourceId,
      document.by,
      "job:completed",
      { ...job, foundCount: found.length },
      correlationId,
    ),
  );
  return moments;
}

function annotationOf(
  resourceId: string,
  { id, passage, at }: { readonly id: string; readonly passage: Passage; readonly at: number },
  creator: { readonly type: string; readonly id: string; readonly name: string },
) {
  const { kind, note, exact, start, prefix, suffix } = passage;
  const created = new Date(at).toISOString();
  const purpose = kind === "entity" ? "tagging" : "commenting";
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    type: "Annotation" as const,
    id,
    motivation: kind === "entity" ? "linking" : kind === "highlight" ? "highlighting" : "commenting",
    creator,
    created,
    target: {
      source: resourceId,
      selector: [
        { type: "TextPositionSelector", start, end: start + exact.length },
        { type: "TextQuoteSelector", exact, prefix, suffix },
      ],
    },
    body: note === "" ? [] : [{ type: "TextualBody" as const, value: note, purpose }],
    modified: created,
  };
}
