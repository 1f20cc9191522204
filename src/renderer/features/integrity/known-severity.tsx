import type { Severity } from "../../../shared/integrity/finding-causes.ts";
import type { Acknowledgement } from "../../../shared/ipc/model/acknowledgement.ts";
import { SeverityMark } from "../../app/marks/marks.tsx";
import { SEVERITY_VERDICT, VerdictShape } from "../../app/marks/shape.tsx";
import "./acknowledge.css";

/** How serious a finding is, or that somebody knows of it: in grey and in a word. */
export function KnownSeverity({
  severity,
  acknowledged,
}: {
  readonly severity: Severity;
  readonly acknowledged: Acknowledgement | null;
}) {
  if (acknowledged === null) return <SeverityMark severity={severity} plain />;
  return (
    <span className="acknowledged acknowledged-mark" title={`${severity}, acknowledged`}>
      <VerdictShape verdict={SEVERITY_VERDICT[severity]} size={12} />
      Acknowledged
    </span>
  );
}
