import { describeCause } from "../../../shared/integrity/finding-causes.ts";
import type { ChainLink } from "../../../shared/ipc/model/integrity.ts";

const CHECKSUM_WORDS: Readonly<Record<"renamed" | "absent", string>> = {
  renamed: "renamed",
  absent: "no checksum",
};

/** How a record is linked to the one before it, in words. */
export function linkWords(link: Pick<ChainLink, "linkState" | "linkCause" | "parent" | "children">): string {
  const own = ownWords(link);
  const { children } = link;
  return children > 1 ? `${own}, ${children} records continue from here` : own;
}

/** What there is to say of a record: first what is wrong with it, since a narrow list cuts the end off. */
export function recordWords(
  link: Pick<ChainLink, "checksumState" | "linkState" | "linkCause" | "parent" | "children" | "proof">,
): string {
  const { checksumState, linkState, proof } = link;
  const words = linkWords(link);
  if (checksumState === "mismatch") return `Content altered, ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const checksum = checksumState === "holds" ? "" : `, ${CHECKSUM_WORDS[checksumState]}`;
  return `${words}${checksum}${proof === "unproven" && linkState !== "broken" ? ", not proven" : ""}`;
}

/** What a band is of, with its records. */
export function bandWords({ era, checksumState, band }: Pick<ChainLink, "era" | "checksumState" | "band">): string {
  const records = band.from === band.to ? `Record ${band.from}` : `Records ${band.from}–${band.to}`;
  return `${records}: ${checksumState === "renamed" ? "renamed by a migration, " : ""}${era}`;
}

function ownWords({ linkState, linkCause, parent }: Pick<ChainLink, "linkState" | "linkCause" | "parent">): string {
  if (linkCause !== null && linkCause !== "concurrent-append") {
    const { label } = describeCause("link-mismatch", linkCause);
    return parent === null ? label : `${label}, linked to record ${parent}`;
  }
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
