import { embeddingMoments, sha256Hex } from "./document-story.ts";
import type { Member } from "./documents/document.ts";
import { HOUR, MINUTE, type Moment, resourceMoment } from "./moment.ts";
import { seeded } from "./seeded.ts";
import type { Shelf } from "./shelf.ts";

/** What happens to single documents after they were taken in: moves, corrections, scans, archiving, failed jobs. */
export function laterYears(shelf: Shelf): Moment[] {
  return [
    ...moves(shelf),
    ...corrections(shelf),
    ...representations(shelf),
    ...archiving(shelf),
    ...failedJobs(shelf),
    ...retractions(shelf),
  ];
}

function moves(shelf: Shelf): Moment[] {
  const made: readonly [key: string, at: string, by: Member, to: string][] = [
    ["lund-letters", "2025-02-03T10:05:00.000Z", "ingrid.solheim", "letters/1957-1961/lund-to-sister.md"],
    ["lund-portrait", "2025-02-03T10:06:10.000Z", "ingrid.solheim", "photographs/people/lund-instrument-hut.tif"],
    ["household-book", "2025-04-14T13:30:00.000Z", "jonas.berg", "notebooks/galley/household-book.md"],
    ["drill-manual", "2025-12-01T08:20:00.000Z", "jonas.berg", "manuals/retired/hanseater-drill.pdf"],
    ["exhibition-draft", "2026-06-15T15:00:00.000Z", "m.okafor", "exhibition/nine-months-of-coal.md"],
  ];
  return made.map(([key, at, by, to]) => {
    const { resourceId, document } = shelf.find(key);
    return resourceMoment(Date.parse(at), resourceId, by, "yield:moved", {
      fromUri: `file://${document.path}`,
      toUri: `file://${to}`,
    });
  });
}

/** A corrected text, its old vectors deleted and new ones computed. */
function corrections(shelf: Shelf): Moment[] {
  const made: readonly [key: string, at: string, by: Member, change: string][] = [
    ["gull-count-2025", "2025-09-02T09:00:00.000Z", "aino.virtanen", "Corrected: 10 with young on 8 August."],
    ["guillemot-ledges", "2026-01-26T11:10:00.000Z", "aino.virtanen", "2023,north,201,corrected"],
    ["magnetic-report", "2025-06-30T07:45:00.000Z", "jonas.berg", "Note of 2025: see the recalibration."],
    ["exhibition-draft", "2026-05-04T14:25:00.000Z", "m.okafor", "Room four: the bell."],
    ["weather-summary", "2026-02-09T08:05:00.000Z", "jonas.berg", "Rain on snow on ten days."],
  ];
  return made.flatMap(([key, at, by, change], index) => {
    const { resourceId, text } = shelf.find(key);
    const corrected = `${text}\n\n${change}`;
    const time = Date.parse(at);
    return [
      resourceMoment(time, resourceId, by, "yield:updated", {
        contentChecksum: sha256Hex(corrected),
        contentByteSize: Buffer.byteLength(corrected),
      }),
      resourceMoment(time + 2 * MINUTE, resourceId, "admin@aurora", "embedding:deleted", {}),
      ...embeddingMoments(resourceId, corrected, time + 3 * MINUTE, seeded(900 + index)),
    ];
  });
}

function representations(shelf: Shelf): Moment[] {
  const portrait = shelf.find("lund-portrait");
  const log = shelf.find("wintering-log");
  const plan = shelf.find("station-plan");
  const add = (resourceId: string, at: string, mediaType: string, byteSize: number, rel: string, name: string) =>
    resourceMoment(Date.parse(at), resourceId, "ingrid.solheim", "yield:representation-added", {
      representation: { mediaType, checksum: sha256Hex(name), byteSize, rel },
    });
  return [
    add(portrait.resourceId, "2024-11-20T09:00:00.000Z", "image/jpeg", 48_213, "thumbnail", "portrait, small"),
    add(portrait.resourceId, "2025-03-20T09:00:00.000Z", "image/png", 912_004, "preview", "portrait, cleaned"),
    add(log.resourceId, "2025-10-13T10:30:00.000Z", "application/pdf", 8_120_455, "scan", "wintering log, scan"),
    add(log.resourceId, "2026-03-16T10:30:00.000Z", "text/html", 31_877, "reading copy", "wintering log, html"),
    add(plan.resourceId, "2025-01-20T16:00:00.000Z", "image/png", 220_871, "preview", "plan, first scan"),
    resourceMoment(
      Date.parse("2025-01-27T09:15:00.000Z"),
      plan.resourceId,
      "jonas.berg",
      "yield:representation-removed",
      {
        checksum: sha256Hex("plan, first scan"),
      },
    ),
    add(plan.resourceId, "2025-01-27T09:20:00.000Z", "image/png", 418_220, "preview", "plan, second scan"),
  ];
}

function archiving(shelf: Shelf): Moment[] {
  const archive = (key: string, at: string, reason: string) =>
    resourceMoment(Date.parse(at), shelf.find(key).resourceId, "ingrid.solheim", "mark:archived", { reason });
  return [
    archive("drill-manual", "2025-12-01T08:25:00.000Z", "The drill was given back to the institute."),
    archive("harbour-notice", "2025-07-01T13:00:00.000Z", "Replaced by the translation for visitors."),
    resourceMoment(
      Date.parse("2025-08-04T09:30:00.000Z"),
      shelf.find("harbour-notice").resourceId,
      "m.okafor",
      "mark:unarchived",
      {},
    ),
    archive("ice-core-a5", "2026-08-17T07:50:00.000Z", "The table moved to the institute's repository."),
  ];
}

function failedJobs(shelf: Shelf): Moment[] {
  const made: readonly [key: string, at: string, error: string][] = [
    ["strand-notebook", "2025-05-05T20:10:00.000Z", "The reader gave no answer within 120 s."],
    ["ice-core-a7", "2025-09-16T06:30:00.000Z", "The reader's answer was no list of passages."],
    ["poem-lomvi", "2026-07-06T22:00:00.000Z", "No reader is configured for the language nb."],
  ];
  return made.flatMap(([key, at, error], index) => {
    const { resourceId } = shelf.find(key);
    const time = Date.parse(at);
    const job = { jobId: `job-highlights-${index + 1}`, jobType: "highlight-annotation" };
    const correlationId = sha256Hex(job.jobId).slice(0, 24);
    return [
      resourceMoment(time, resourceId, "m.okafor", "job:started", { ...job, totalSteps: 3 }, correlationId),
      resourceMoment(
        time + 20_000,
        resourceId,
        "m.okafor",
        "job:progress",
        { ...job, percentage: 33, message: "Reading" },
        correlationId,
      ),
      resourceMoment(time + 140_000, resourceId, "m.okafor", "job:failed", { ...job, error }, correlationId),
    ];
  });
}

/** Annotations taken back, bodies reworded, tags that did not fit. */
function retractions(shelf: Shelf): Moment[] {
  const remarkOf = (key: string) => {
    const { resourceId, annotations } = shelf.find(key);
    const remark = annotations.find(({ passage }) => passage.kind === "comment");
    if (remark === undefined) throw new Error(`Nobody commented on ${key}.`);
    return { resourceId, remark };
  };
  const reworded = remarkOf("wintering-log");
  const withdrawn = remarkOf("station-plan");
  const settled = remarkOf("ice-core-a7");
  const removedTag = shelf.find("weather-summary");
  const oldItem = { type: "TextualBody" as const, value: reworded.remark.passage.note, purpose: "commenting" };
  const late = Date.parse("2026-09-21T08:00:00.000Z");
  return [
    resourceMoment(reworded.remark.at + 3 * HOUR, reworded.resourceId, "ingrid.solheim", "mark:body-updated", {
      annotationId: reworded.remark.id,
      operations: [
        {
          op: "replace",
          oldItem,
          newItem: {
            ...oldItem,
            value: "The December rolls jump from the 20th to the 22nd; the sheet she saved is in the report.",
          },
        },
      ],
    }),
    resourceMoment(withdrawn.remark.at + 5 * HOUR, withdrawn.resourceId, "tomas.reyes", "mark:removed", {
      annotationId: withdrawn.remark.id,
    }),
    resourceMoment(Date.parse("2025-09-17T10:00:00.000Z"), settled.resourceId, "m.okafor", "mark:body-updated", {
      annotationId: settled.remark.id,
      operations: [
        {
          op: "add",
          item: { type: "TextualBody", value: "Settled: it is Laki, see the analysis.", purpose: "replying" },
        },
      ],
    }),
    resourceMoment(
      Date.parse("2026-01-13T08:00:00.000Z"),
      removedTag.resourceId,
      "jonas.berg",
      "mark:entity-tag-added",
      { entityType: "Sea ice" },
    ),
    resourceMoment(
      Date.parse("2026-01-13T08:04:00.000Z"),
      removedTag.resourceId,
      "jonas.berg",
      "mark:entity-tag-removed",
      { entityType: "Sea ice" },
    ),
    resourceMoment(late, shelf.find("person-strand").resourceId, "ingrid.solheim", "mark:entity-tag-added", {
      entityType: "Geomagnetism",
    }),
    resourceMoment(late + 12 * MINUTE, shelf.find("place-lomvi").resourceId, "aino.virtanen", "mark:entity-tag-added", {
      entityType: "Ornithology",
    }),
    resourceMoment(
      Date.parse("2026-10-02T07:30:00.000Z"),
      shelf.find("vessel-fulmar").resourceId,
      "jonas.berg",
      "yield:updated",
      {
        contentChecksum: sha256Hex("MS Fulmar, with the bell"),
        contentByteSize: 512,
      },
    ),
  ];
}
