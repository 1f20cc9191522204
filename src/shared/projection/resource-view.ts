import type { Annotation, Representation } from "../events/annotation.ts";

/** What is known of a resource, as schema.org descriptor; key order follows the order in which events set them. */
export interface ResourceDescriptor {
  "@context": string;
  "@id": string;
  name: string;
  representations: readonly Representation[];
  archived: boolean;
  entityTypes: readonly string[];
  creationMethod: string;
  /** ISO 8601. */
  dateCreated?: string;
  wasAttributedTo?: { readonly type: string; readonly id: string; readonly name: string };
  /** Of a clone: the resource it was made from. */
  sourceResourceId?: string;
  isDraft?: boolean;
  /** The resource whose annotation this one was generated from. */
  wasDerivedFrom?: string;
  /** The software that generated it, as recorded. */
  generator?: unknown;
  storageUri?: string;
  currentChecksum?: string;
  /** When its content or place changed last, ISO 8601. */
  dateModified?: string;
}

/** The annotations of a resource, and how far its stream has been applied. */
export interface ResourceAnnotations {
  resourceId: string;
  annotations: readonly Annotation[];
  /** How many events were applied, unknown types included. */
  version: number;
  /** Timestamp of the last event applied, ISO 8601; empty before the first. */
  updatedAt: string;
}

/** The materialized view of one resource, as written to `resources/<ab>/<cd>/<resourceId>.json`. */
export interface ResourceView {
  resource: ResourceDescriptor;
  annotations: ResourceAnnotations;
}

/** The view of a resource to which nothing has happened. */
export function emptyView(resourceId: string): ResourceView {
  return {
    resource: {
      "@context": "https://schema.org/",
      "@id": resourceId,
      name: "",
      representations: [],
      archived: false,
      entityTypes: [],
      creationMethod: "api",
    },
    annotations: { resourceId, annotations: [], version: 0, updatedAt: "" },
  };
}
