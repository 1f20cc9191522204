import type { RebuildProgress } from "../../event-store/views/rebuild-result.ts";

/** What a rebuild is doing, in words. */
export const REBUILD_PHASES: Readonly<Record<RebuildProgress["phase"], string>> = {
  "finding-streams": "Finding streams",
  "rebuilding-views": "Rebuilding views",
  "rebuilding-indexes": "Rebuilding indexes",
};
