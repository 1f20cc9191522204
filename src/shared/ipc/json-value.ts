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
