import { createHash } from "node:crypto";

/** Names a folder in links: the same folder always gets the same id, and the id does not give the path away. */
export function projectIdOf(folder: string): string {
  return createHash("sha256").update(folder).digest("hex").slice(0, 16);
}
