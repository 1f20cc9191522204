import { VERDICT_WORDS, type Verdict } from "../../../shared/integrity/verdict.ts";

/** A verdict in words. What was acknowledged is said; it does not make the verdict better. */
export function verdictText(verdict: Verdict, acknowledged: number): string {
  const { label } = VERDICT_WORDS[verdict];
  return acknowledged === 0 ? label : `${label} (${acknowledged.toLocaleString("en")} acknowledged)`;
}
