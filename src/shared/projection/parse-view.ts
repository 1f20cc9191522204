import { z } from "zod";
import type { ResourceView } from "./resource-view.ts";

const resourceViewSchema: z.ZodType<ResourceView> = z.looseObject({
  resource: z.looseObject({
    "@context": z.string(),
    "@id": z.string(),
    name: z.string(),
    representations: z.array(z.looseObject({})),
    archived: z.boolean(),
    entityTypes: z.array(z.string()),
    creationMethod: z.string(),
    dateCreated: z.string().exactOptional(),
    wasAttributedTo: z.looseObject({ type: z.string(), id: z.string(), name: z.string() }).exactOptional(),
    sourceResourceId: z.string().exactOptional(),
    isDraft: z.boolean().exactOptional(),
    wasDerivedFrom: z.string().exactOptional(),
    generator: z.unknown().exactOptional(),
    storageUri: z.string().exactOptional(),
    currentChecksum: z.string().exactOptional(),
    dateModified: z.string().exactOptional(),
  }),
  annotations: z.looseObject({
    resourceId: z.string(),
    annotations: z.array(z.looseObject({ id: z.string() })),
    version: z.int().nonnegative(),
    updatedAt: z.string(),
  }),
});

export type ViewReading =
  | { readonly ok: true; readonly view: ResourceView }
  | { readonly ok: false; readonly reason: string };

/** Whether a value that was read from a view file is a view. The view handed back is the value itself, fields in order. */
export function parseView(value: unknown): ViewReading {
  if (isView(value)) return { ok: true, view: value };
  const issue = resourceViewSchema.safeParse(value).error?.issues[0];
  const field = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return { ok: false, reason: `it is not a resource view (${field}${issue?.message ?? "unreadable"})` };
}

function isView(value: unknown): value is ResourceView {
  return resourceViewSchema.safeParse(value).success;
}
