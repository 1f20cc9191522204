import { ShieldCheck } from "lucide-react";
import type { IntegrityReport } from "../../../shared/ipc/model/integrity.ts";
import type { PlaceOf } from "../../app/places.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SplitPane } from "../../ui/split-pane.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import { FindingGroups } from "./finding-groups.tsx";
import { FindingTable } from "./finding-table.tsx";

export interface FindingsPartProps {
  readonly place: PlaceOf<"integrity">;
  readonly groups: IntegrityReport["groups"];
  /** What the verdict means, said where there are no findings. */
  readonly meaning: string;
  go(change: Partial<PlaceOf<"integrity">>): void;
}

/** The findings of the chains, by cause and one by one. */
export function FindingsPart({ place, groups, meaning, go }: FindingsPartProps) {
  if (groups.length === 0) {
    return (
      <EmptyState icon={<ShieldCheck size={28} strokeWidth={1.6} aria-hidden />} title="No findings">
        <p>{meaning}</p>
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
