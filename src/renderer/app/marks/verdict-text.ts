import { VERDICT_WORDS, type Verdict } from "../../../shared/integrity/verdict.ts";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { formatCount } from "../../ui/numbers.ts";

/** A verdict in words. What was acknowledged is said; it does not make the verdict better. */
export function verdictText(verdict: Verdict, acknowledged: number): string {
  const { label } = VERDICT_WORDS[verdict];
  return acknowledged === 0 ? label : `${label} (${formatCount(acknowledged)} acknowledged)`;
}

/** What a verdict means for a whole project: as there may be many findings, first how many they are. */
export function verdictMeaning(
  verdict: Verdict,
  { events, findings }: Pick<ProjectSummary, "events" | "findings">,
): string {
  if (events === 0 && verdict === "verified") return "The log has no events yet, so there is nothing to check.";
  return verdict === "suspect" && findings.suspect > 1
    ? `${formatCount(findings.suspect)} findings have no known harmless cause.`
    : VERDICT_WORDS[verdict].meaning;
}
