import type { ChainLink } from "../../../shared/ipc/model/integrity.ts";

export const CHECKSUM_WORDS: Readonly<Record<ChainLink["checksumState"], string>> = {
  holds: "checksum holds",
  renamed: "renamed by a migration",
  mismatch: "content altered",
  absent: "no checksum",
};

/** How a record is linked to the one before it, in words. */
export function linkWords({ linkState, parent }: Pick<ChainLink, "linkState" | "parent">): string {
  switch (linkState) {
    case "first":
      return "First record";
    case "holds":
      return "Linked";
    case "fork":
      return parent === null ? "Fork" : `Fork from record ${parent}`;
    case "broken":
      return "Broken link";
    case "absent":
      return "No link";
  }
}
