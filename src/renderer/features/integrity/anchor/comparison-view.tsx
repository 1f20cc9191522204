import type { AnchorComparison } from "../../../../shared/ipc/model/anchor.ts";
import { VerdictShape } from "../../../app/marks/shape.tsx";
import { PlaceLink } from "../../../app/place-link.tsx";
import { placeOf } from "../../../app/places.ts";
import { countOf } from "../../../ui/numbers.ts";
import { Timestamp } from "../../../ui/timestamp.tsx";
import "../finding-detail.css";

/** What holding today's log against an anchor showed, the first divergence of each file with its place. */
export function ComparisonView({
  project,
  comparison,
}: {
  readonly project: string;
  readonly comparison: AnchorComparison;
}) {
  const { counts, findings, omitted, savedAt, checkedAt } = comparison;
  const isGood = comparison.extends;
  return (
    <div className="anchor-comparison">
      <p className={isGood ? "anchor-said anchor-said-good" : "anchor-said anchor-said-bad"} role="status">
        <VerdictShape verdict={isGood ? "verified" : "suspect"} size={16} />
        <strong>
          {isGood
            ? "Today’s log extends the anchor: every byte that was anchored is where it was."
            : `Today’s log does not extend the anchor: ${countOf(counts.diverged, "stream")} differ${counts.diverged === 1 ? "s" : ""}.`}
        </strong>
      </p>
      <p className="muted">
        Anchored <Timestamp value={savedAt} as="local" /> as {comparison.project}, compared{" "}
        <Timestamp value={checkedAt} as="relative" />. {countOf(counts.unchanged, "stream")} as anchored, {counts.grown}{" "}
        grown, {counts.added} new since.
      </p>
      {findings.length === 0 ? null : (
        <ul className="anchor-findings" aria-label="Divergences">
          {findings.map(({ finding, resourceName, reference }) => {
            const { stream } = finding;
            return (
              <li key={finding.id}>
                <p>
                  <strong>{resourceName}</strong>{" "}
                  {finding.file === null ? null : (
                    <code className="faint">
                      {finding.file}
                      {finding.line === null ? "" : `:${finding.line}`}
                    </code>
                  )}
                </p>
                <p>{finding.message}</p>
                <p className="finding-ways">
                  {reference === null ? (
                    <PlaceLink to={placeOf("stream-timeline", { project, stream })}>What is left of it</PlaceLink>
                  ) : (
                    <PlaceLink to={placeOf("stream-timeline", { project, stream, event: reference, detail: "raw" })}>
                      The record there now
                    </PlaceLink>
                  )}
                  <PlaceLink to={placeOf("integrity", { project, show: "history", stream })}>In git</PlaceLink>
                </p>
              </li>
            );
          })}
        </ul>
      )}
      {omitted === 0 ? null : <p className="faint">and {countOf(omitted, "further divergence")}</p>}
    </div>
  );
}
