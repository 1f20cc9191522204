import { z } from "zod";
import { EVENT_CATALOGUE, type EventInput, isEventType } from "./catalogue.ts";

/** Field names that the store writes beside the author's own; an event that brought its own would be misread. */
const RESERVED_FIELDS = ["id", "timestamp", "metadata", "signature", "event"];

const authoredSchema = z.looseObject({
  type: z.string(),
  resourceId: z.string().min(1).optional(),
  userId: z.string().min(1),
  version: z.number().int().positive(),
});

export type EventInputCheck =
  | { readonly ok: true; readonly event: EventInput }
  | {
      readonly ok: false;
      /** One sentence each, naming the field. */
      readonly problems: readonly string[];
    };

/**
 * The door of the store: whether a value may be appended as an event. The event handed back is the value itself, since
 * the order of its fields goes into the checksum; unknown further fields are kept.
 */
export function checkEventInput(value: unknown): EventInputCheck {
  const problems = findProblems(value);
  return isEventInput(value, problems) ? { ok: true, event: value } : { ok: false, problems };
}

function isEventInput(_value: unknown, problems: readonly string[]): _value is EventInput {
  return problems.length === 0;
}

function findProblems(value: unknown): string[] {
  const authored = authoredSchema.safeParse(value);
  if (!authored.success) return describeIssues(authored.error, "");
  const { type, resourceId, payload } = authored.data;
  if (!isEventType(type)) return [`The event type "${type}" is unknown; it can be read but not appended.`];
  const { scope, payload: schema } = EVENT_CATALOGUE[type];
  const problems = RESERVED_FIELDS.filter((field) => Object.hasOwn(authored.data, field)).map(
    (field) => `${field}: the store writes this field itself; leave it out.`,
  );
  if (scope === "resource" && resourceId === undefined) problems.push(`resourceId: ${type} needs one.`);
  if (scope === "system" && resourceId !== undefined) {
    problems.push(`resourceId: ${type} belongs to the whole knowledge base, not to a resource; leave it out.`);
  }
  const parsed = schema.safeParse(payload);
  if (!parsed.success) problems.push(...describeIssues(parsed.error, "payload"));
  return problems;
}

function describeIssues(error: z.ZodError, parent: string): string[] {
  return error.issues.map((issue) => {
    const path = [...(parent === "" ? [] : [parent]), ...issue.path].map(String).join(".");
    return `${path === "" ? "event" : path}: ${issue.message}`;
  });
}
