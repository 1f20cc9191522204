import type { RebuildPreview } from "../../../shared/ipc/model/rebuild.ts";
import { formatCount } from "../../ui/numbers.ts";

const WORDS = ["added", "changed", "stale", "failed", "unchanged"] as const;

/** How many files are new, different, left over, failed and the same; what does not occur is left out. */
export function RebuildCounts({ counts }: { readonly counts: RebuildPreview["counts"] }) {
  return (
    <span className="rebuild-counts">
      {WORDS.filter((word) => counts[word] > 0).map((word) => (
        <span key={word} className={`rebuild-count rebuild-count-${word}`}>
          <strong className="figure">{formatCount(counts[word])}</strong> {word}
        </span>
      ))}
    </span>
  );
}
