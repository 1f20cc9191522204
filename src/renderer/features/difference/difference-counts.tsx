import { CHANGE_KINDS, type ChangeKind } from "../../../shared/difference/difference.ts";
import { formatCount } from "../../ui/numbers.ts";
import "./difference.css";

const SIGNS: Readonly<Record<ChangeKind, string>> = { added: "+", removed: "−", changed: "~", moved: "↕" };

/** How many values were added, removed, changed and moved. */
export function DifferenceCounts({ counts }: { readonly counts: Readonly<Record<ChangeKind, number>> }) {
  const used = CHANGE_KINDS.filter((kind) => counts[kind] > 0);
  if (used.length === 0) return <span className="muted">No difference</span>;
  return (
    <span className="difference-counts">
      {used.map((kind) => (
        <span key={kind} className={`difference-count difference-count-${kind}`}>
          <span aria-hidden="true">{SIGNS[kind]}</span>
          {formatCount(counts[kind])} {kind}
        </span>
      ))}
    </span>
  );
}
