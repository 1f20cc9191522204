import { setValue } from "../../../shared/filter/write-filter.ts";
import type { Overview } from "../../../shared/ipc/model/project.ts";
import { navigate } from "../../app/location.ts";
import { placeOf } from "../../app/places.ts";
import { Histogram } from "../../ui/histogram.tsx";
import { countOf } from "../../ui/numbers.ts";
import { formatTime, useTimeDisplay } from "../../ui/time-display.ts";

/** Events over time; a bar leads to the events of its span. */
export function Activity({ activity, project }: { readonly activity: Overview["activity"]; readonly project: string }) {
  const zone = useTimeDisplay() === "utc" ? "utc" : "local";
  const { buckets, from, to } = activity;
  if (from === null || to === null || buckets.length === 0) return null;
  const write = (timestamp: string) => formatTime(timestamp, zone).slice(0, 16);
  return (
    <section aria-label="Events over time" className="overview-activity">
      <Histogram
        label="Events over time"
        from={write(from)}
        to={write(to)}
        bars={buckets.map((bucket) => ({
          key: bucket.from,
          value: bucket.events,
          label: `${countOf(bucket.events, "event")}, ${write(bucket.from)} – ${write(bucket.to)}`,
        }))}
        onChoose={(index) => {
          const bucket = buckets[index];
          if (bucket !== undefined)
            navigate(
              placeOf("timeline", {
                project,
                filter: setValue(setValue("", "since", bucket.from), "until", bucket.to),
              }),
            );
        }}
      />
    </section>
  );
}
