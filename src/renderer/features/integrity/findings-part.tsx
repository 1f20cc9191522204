import { ShieldCheck } from "lucide-react";
import { VERDICT_WORDS } from "../../../shared/integrity/verdict.ts";
import type { IntegrityReport } from "../../../shared/ipc/model/integrity.ts";
import type { PlaceOf } from "../../app/places.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SplitPane } from "../../ui/split-pane.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import { FindingGroups } from "./finding-groups.tsx";
import { FindingTable } from "./finding-table.tsx";

export interface FindingsPartProps {
  readonly place: PlaceOf<"integrity">;
  readonly report: IntegrityReport;
  go(change: Partial<PlaceOf<"integrity">>): void;
}

/** The findings of the chains, by cause and one by one. */
export function FindingsPart({ place, report: { groups, verdict }, go }: FindingsPartProps) {
  if (groups.length === 0) {
    return (
      <EmptyState icon={<ShieldCheck size={28} strokeWidth={1.6} aria-hidden />} title="The check found nothing">
        <p>{VERDICT_WORDS[verdict].meaning}</p>
      </EmptyState>
    );
  }
  return (
    <div className="integrity">
      <FindingGroups
        groups={groups}
        code={place.code}
        cause={place.cause}
        severity={place.severity}
        onChoose={(choice) => go({ ...choice, finding: null })}
      />
      <SplitPane
        name="integrity"
        sideLabel="Finding"
        share={0.46}
        main={<FindingTable place={place} go={go} />}
        side={
          place.finding === null ? null : (
            <FindingDetail project={place.project} id={place.finding} onClose={() => go({ finding: null })} />
          )
        }
      />
    </div>
  );
}
