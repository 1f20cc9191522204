import type { Overview } from "../../../shared/ipc/model/project.ts";
import { navigate } from "../../app/location.ts";
import { placeOf } from "../../app/places.ts";
import { Histogram } from "../../ui/histogram.tsx";
import { countOf } from "../../ui/numbers.ts";
import { formatRange, formatWithin, useZone } from "../../ui/time-display.ts";
import { writeTimeRange } from "../timeline/time-range.ts";

/** Events over time; a bar leads to the events of its span. */
export function Activity({ activity, project }: { readonly activity: Overview["activity"]; readonly project: string }) {
  const zone = useZone();
  const { edges, events } = activity;
  if (events.length === 0) return null;
  const [first, behind] = [edges[0] ?? 0, edges.at(-1) ?? 0];
  const write = (time: number) => formatWithin(time, behind - first, zone);
  return (
    <section aria-label="Events over time" className="overview-activity">
      <Histogram
        label="Events over time"
        from={write(first)}
        to={write(behind - 1)}
        bars={events.map((count, index) => ({
          key: String(edges[index]),
          value: count,
          label: `${countOf(count, "event")}, ${formatRange(edges[index] ?? 0, edges[index + 1] ?? 0, zone)}`,
        }))}
        onChoose={(index) =>
          navigate(
            placeOf("timeline", {
              project,
              filter: writeTimeRange("", { from: edges[index] ?? null, to: edges[index + 1] ?? null }),
            }),
          )
        }
      />
    </section>
  );
}
