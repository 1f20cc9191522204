import type { EventType } from "../../../shared/events/catalogue.ts";
import { legacyEventNames } from "../../../shared/events/legacy-names.ts";
import type { RecordShape, StoredEvent } from "../../../shared/events/stored-event.ts";

/** How checksums are written: as bare hex, with a `sha256:` prefix, or not at all. */
export type HashForm = "bare" | "prefixed" | "none";

/**
 * Which names event types are written under. Servers of the era that wrote `dotted` names know no others, so a stream
 * that has them keeps getting them; so does one with `frame:` names.
 */
export type TypeNames = "current" | "dotted" | "frame";

/** How the records of a stream are written. */
export interface Dialect {
  readonly shape: RecordShape;
  readonly hashForm: HashForm;
  readonly typeNames: TypeNames;
  /** Whether the first record of a stream says that there is none before it, or says nothing. */
  readonly firstLink: "null" | "absent";
  readonly hasStreamPosition: boolean;
  /** Whether metadata repeats the event's timestamp, as it did up to 0.4.14. */
  readonly hasMetadataTimestamp: boolean;
}

/** What a new project is written in: the published text. */
export const PUBLISHED_DIALECT: Dialect = {
  shape: "nested",
  hashForm: "bare",
  typeNames: "current",
  firstLink: "null",
  hasStreamPosition: true,
  hasMetadataTimestamp: false,
};

const HASH_PREFIX = "sha256:";

/** The dialect that a record, read from a file, is written in. */
export function dialectOf({ metadata, record }: StoredEvent): Dialect {
  const shape = record?.shape ?? PUBLISHED_DIALECT.shape;
  const typeNames = typeNamesOf(record?.recordedType ?? "");
  const hasMetadataTimestamp = metadata.timestamp !== undefined;
  return {
    shape,
    typeNames,
    hashForm: hashFormOf(metadata.checksum),
    // Only the first record tells. Flat writers and those of the dotted era left the link out.
    firstLink:
      metadata.prevEventHash === null || isPublishedEra(shape, typeNames, hasMetadataTimestamp) ? "null" : "absent",
    hasStreamPosition: metadata.streamPosition !== undefined,
    hasMetadataTimestamp,
  };
}

function isPublishedEra(shape: RecordShape, typeNames: TypeNames, hasMetadataTimestamp: boolean): boolean {
  return shape === "nested" && typeNames !== "dotted" && !hasMetadataTimestamp;
}

function hashFormOf(checksum: string | undefined): HashForm {
  if (checksum === undefined) return "none";
  return checksum.startsWith(HASH_PREFIX) ? "prefixed" : "bare";
}

/** @returns a checksum as the dialect writes it. */
export function writtenHash(hex: string, form: HashForm): string | undefined {
  if (form === "none") return undefined;
  return form === "prefixed" ? `${HASH_PREFIX}${hex}` : hex;
}

function typeNamesOf(recordedType: string): TypeNames {
  if (recordedType.startsWith("frame:")) return "frame";
  return /^[a-z]+(\.[a-z]+)+$/.test(recordedType) ? "dotted" : "current";
}

/** The name under which an event type is written; today's where the era had none for it. */
export function writtenType(type: EventType, names: TypeNames): string {
  if (names === "current") return type;
  const wanted = names === "frame" ? /^frame:/ : /^[a-z.]+$/;
  return legacyEventNames(type).find((name) => wanted.test(name)) ?? type;
}
