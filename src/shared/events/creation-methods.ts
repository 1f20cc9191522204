/** How a resource came to be. The published constant; `creationMethod` of `yield:created` is one of its values. */
export const CREATION_METHODS = {
  API: "api",
  UPLOAD: "upload",
  UI: "ui",
  REFERENCE: "reference",
  CLI: "cli",
  CLONE: "clone",
  GENERATED: "generated",
} as const;

export type CreationMethod = (typeof CREATION_METHODS)[keyof typeof CREATION_METHODS];
