import { userName } from "../../../shared/projection/user-name.ts";

const names = new Map<string, string>();
/** A log with more users than this is no usual one; it must not fill the memory. */
const MOST = 10_000;

/** As {@link userName}, for walks over all events: there are few users and many events. */
export function knownUserName(userId: string): string {
  const known = names.get(userId);
  if (known !== undefined) return known;
  const name = userName(userId);
  if (names.size < MOST) names.set(userId, name);
  return name;
}
