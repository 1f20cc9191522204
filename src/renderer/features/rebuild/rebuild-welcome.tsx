import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { DRIFT_WORDS } from "../../app/marks/marks.tsx";
import { useCall } from "../../app/use-call.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount } from "../../ui/numbers.ts";

export interface RebuildWelcomeProps {
  readonly project: ProjectSummary;
  readonly only: string | null;
  readonly scope: ReactNode;
  onPreview(): void;
}

/** What a rebuild is, where it would write, and what is known of the views before any preview. */
export function RebuildWelcome({ project, only, scope, onPreview }: RebuildWelcomeProps) {
  const drift = useCall("drift.read", {});
  const counts = drift.data?.counts.filter(({ resources }) => resources > 0) ?? [];
  return (
    <EmptyState
      icon={<RefreshCw size={28} strokeWidth={1.6} aria-hidden />}
      title={only === null ? "Rebuild the views from the log" : "Rebuild one view from the log"}
      actions={
        <Button look="primary" onPress={onPreview}>
          Preview what would change
        </Button>
      }
    >
      {scope}
      <p>
        Every view can be made again from the events. The preview compares what is on disk with what the log gives and
        writes nothing; after it you can have the files that differ written. The log itself is never touched.
      </p>
      <p>
        The views stand in
        <br />
        <code>{project.stateFolder}</code>
      </p>
      {counts.length === 0 ? null : (
        <p className="figure">
          {counts.map(({ state, resources }) => `${DRIFT_WORDS[state].label}: ${formatCount(resources)}`).join(" · ")}
        </p>
      )}
    </EmptyState>
  );
}
