import { z } from "zod";
import { shownTextSchema } from "../shown-text.ts";

/** Names a folder that the host has shown to the page; the page never sends a path. */
export const folderHandleSchema = z.string().regex(/^[\w-]{1,64}$/);

export const applicationSchema = z.object({
  version: z.string(),
  host: z.enum(["electron", "browser"]),
  platform: z.enum(["macos", "windows", "linux"]),
  samples: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  abilities: z.object({
    /** A native folder dialog; else the page shows the folder browser of `folders.list`. */
    nativeFolderDialog: z.boolean(),
    revealFiles: z.boolean(),
    openEditor: z.boolean(),
    severalWindows: z.boolean(),
  }),
});
export type Application = z.infer<typeof applicationSchema>;

export const recentProjectSchema = z.object({
  /** Stable for one folder on one machine; also the project's name in links. */
  id: z.string(),
  name: shownTextSchema,
  folder: z.string(),
  openedAt: z.iso.datetime(),
  /** False when the folder is not there now. */
  available: z.boolean(),
});
export type RecentProject = z.infer<typeof recentProjectSchema>;

const folderEntrySchema = z.object({
  handle: folderHandleSchema,
  name: shownTextSchema,
  isProject: z.boolean(),
});

export const folderListingSchema = z.object({
  current: z.object({ handle: folderHandleSchema, path: z.string(), isProject: z.boolean() }),
  parent: folderHandleSchema.nullable(),
  entries: z.array(folderEntrySchema),
  /** How many further folders were left out of a very long listing. */
  omitted: z.int().nonnegative(),
});
export type FolderListing = z.infer<typeof folderListingSchema>;

export const projectSourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("recent"), id: z.string().max(64) }),
  z.strictObject({ kind: z.literal("folder"), handle: folderHandleSchema }),
  z.strictObject({ kind: z.literal("sample"), id: z.string().max(64) }),
]);
export type ProjectSource = z.infer<typeof projectSourceSchema>;
