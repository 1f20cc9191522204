import { ArrowDownWideNarrow, ArrowUpNarrowWide, Braces, ListTree, Pause, Play, Rows3 } from "lucide-react";
import { type ComponentProps, memo } from "react";
import type { DENSITIES } from "../../../shared/ipc/model/timeline.ts";
import { ExportMenu } from "../../app/lists/export-menu.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Choice, type ChoiceOption } from "../../ui/choice.tsx";
import { useTooltip } from "../../ui/tooltip.tsx";

type Density = (typeof DENSITIES)[number];

export const DENSITY_LABELS: readonly ChoiceOption<Density>[] = [
  { value: "grouped", label: "Grouped", icon: <ListTree size={15} aria-hidden /> },
  { value: "rows", label: "Rows", icon: <Rows3 size={15} aria-hidden /> },
  { value: "records", label: "Records", icon: <Braces size={15} aria-hidden /> },
];

const PAUSE = "Pause: keep the list as it is";

export interface TimelineToolsProps {
  readonly paused: boolean;
  readonly order: "oldest" | "newest";
  readonly density: Density;
  onPaused(paused: boolean): void;
  onOrder(order: "oldest" | "newest"): void;
  onDensity(density: Density): void;
  readonly exportAs: ComponentProps<typeof ExportMenu>["exportAs"];
}

/** What can be done with a timeline beside filtering it. Its handlers keep their identity: a letter draws none of it. */
export const TimelineTools = memo(function TimelineTools({
  paused,
  order,
  density,
  onPaused,
  onOrder,
  onDensity,
  exportAs,
}: TimelineToolsProps) {
  const { trigger, tooltip } = useTooltip(paused ? "Follow new events" : PAUSE);
  return (
    <>
      {/* One button for both, so that it keeps the focus. */}
      <button
        type="button"
        className={paused ? "button button-normal timeline-paused" : "button button-quiet button-icon"}
        aria-label={paused ? "Paused: follow new events" : PAUSE}
        onClick={() => onPaused(!paused)}
        {...trigger}
      >
        {paused ? <Play size={15} aria-hidden /> : <Pause size={15} aria-hidden />}
        {paused ? <span className="timeline-paused-word">Paused</span> : null}
      </button>
      {tooltip}
      <IconButton
        label={order === "newest" ? "Newest first; show oldest first" : "Oldest first; show newest first"}
        icon={order === "newest" ? <ArrowDownWideNarrow size={15} /> : <ArrowUpNarrowWide size={15} />}
        onPress={() => onOrder(order === "newest" ? "oldest" : "newest")}
      />
      <Choice label="Density" options={DENSITY_LABELS} value={density} onChange={onDensity} />
      <ExportMenu label="Export these events" exportAs={exportAs} />
    </>
  );
});
