import { z } from "zod";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * Accepts what a JSON transport can deliver. Only the outermost value is looked at: both carriers
 * serialise to JSON or structured clone, and walking a view of a megabyte twice would be felt.
 */
export const jsonValueSchema = z.custom<JsonValue>(
  (value) =>
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value)) ||
    (typeof value === "object" && value !== null),
  "not a JSON value",
);

/** A path into a JSON value: object keys and array indexes, outermost first. */
export const jsonPathSchema = z.array(z.union([z.string(), z.int().nonnegative()])).max(256);
export type JsonPath = z.infer<typeof jsonPathSchema>;

/** Fields by which items of lists are told from each other, most telling first. */
export const ITEM_NAMES = ["id", "@id", "checksum", "uri"] as const;

/**
 * A path that leads to the same value in other versions of what it was made for: an item of a list is named by one of its
 * own fields, where it has such a name, and counted only where it has none.
 */
export const jsonTrailSchema = z
  .array(
    z.union([z.string(), z.int().nonnegative(), z.strictObject({ by: z.enum(ITEM_NAMES), is: z.string().max(4096) })]),
  )
  .max(256);
export type JsonTrail = z.infer<typeof jsonTrailSchema>;
