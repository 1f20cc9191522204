import { join } from "node:path";
import { getShardPath, legacyShardPath } from "../log/shard.ts";

/** Names the shard folder of an id, `ab/cd`. */
export type ShardFunction = (id: string) => string;

/** The shard functions that stores have used, by who specified them. */
export type ShardForm = "published" | "shipped";

export const SHARD_FORMS: readonly ShardForm[] = ["published", "shipped"];

/** What a view's file name ends with. */
export const VIEW_SUFFIX = ".json";

/** The folder that holds the views, and in shard folders nothing else. */
export function viewsFolder(stateDir: string): string {
  return join(stateDir, "resources");
}

/** @throws TypeError for an id that cannot name a file */
export function viewPath(stateDir: string, form: ShardForm, resourceId: string): string {
  if (/[/\\\0]/.test(resourceId)) throw new TypeError(`"${resourceId}" cannot name a file, so it has no view.`);
  const shard = form === "published" ? getShardPath(resourceId) : legacyShardPath(resourceId);
  return join(viewsFolder(stateDir), shard, `${resourceId}${VIEW_SUFFIX}`);
}

/** Everywhere a view may stand, where a new one is put first. */
export function viewPaths(stateDir: string, preferred: ShardForm, resourceId: string): readonly [string, string] {
  const other = preferred === "published" ? "shipped" : "published";
  return [viewPath(stateDir, preferred, resourceId), viewPath(stateDir, other, resourceId)];
}
