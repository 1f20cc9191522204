import type { Finding } from "../finding.ts";
import { describeCause, type Severity } from "../finding-causes.ts";
import type { Verdict } from "../verdict.ts";

/** A whole check as reports tell it. `Verification` of the event store fits once its project is named. */
export interface CheckedLog {
  /** The project's folder, or the name that people know it by. */
  readonly project: string;
  readonly verdict: Verdict;
  /** The system stream is one of them. */
  readonly streams: number;
  readonly events: number;
  readonly findings: readonly Finding[];
  /** Why somebody lives with a finding, by its id. Absent where nobody was asked. */
  readonly acknowledged?: ReadonlyMap<string, { readonly note: string; readonly at: string }>;
}

/** Who says so, and when. */
export interface ReportSource {
  readonly toolVersion: string;
  readonly checkedAt: Date;
}

/** Findings with one code and one cause. */
export interface FindingGroup {
  readonly code: Finding["code"];
  readonly cause: Finding["cause"];
  readonly severity: Severity;
  readonly label: string;
  readonly explanation: string;
  readonly findings: readonly Finding[];
}

const RANK: Readonly<Record<Severity, number>> = { suspect: 0, explained: 1, info: 2 };

/** Worst first, then by number; inside a group the findings keep their order. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  return [...Map.groupBy(findings, ({ code, cause }) => `${code}/${cause}`).values()]
    .flatMap((members): FindingGroup[] => {
      const [first] = members;
      if (first === undefined) return [];
      const { code, cause, severity } = first;
      const { label, explanation } = describeCause(code, cause);
      return [{ code, cause, severity, label, explanation, findings: members }];
    })
    .sort((left, right) => RANK[left.severity] - RANK[right.severity] || right.findings.length - left.findings.length);
}

/** What is there, without the explanation that the whole group shares. */
export function observation(finding: Finding, { explanation }: FindingGroup): string {
  const { message } = finding;
  return message.endsWith(explanation) ? message.slice(0, -explanation.length).trimEnd() : message;
}
