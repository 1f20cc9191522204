import { setValue } from "../../../shared/filter/write-filter.ts";
import type { Overview } from "../../../shared/ipc/model/project.ts";
import { navigate } from "../../app/location.ts";
import { placeOf } from "../../app/places.ts";
import { Histogram } from "../../ui/histogram.tsx";
import { countOf } from "../../ui/numbers.ts";
import { formatTime, useZone } from "../../ui/time-display.ts";

/** Events over time; a bar leads to the events of its span. */
export function Activity({ activity, project }: { readonly activity: Overview["activity"]; readonly project: string }) {
  const zone = useZone();
  const { edges, events } = activity;
  if (events.length === 0) return null;
  const write = (edge: number) => formatTime(edges[edge] ?? 0, zone).slice(0, 16);
  const iso = (edge: number) => new Date(edges[edge] ?? 0).toISOString();
  return (
    <section aria-label="Events over time" className="overview-activity">
      <Histogram
        label="Events over time"
        from={write(0)}
        to={write(events.length)}
        bars={events.map((count, index) => ({
          key: String(edges[index]),
          value: count,
          label: `${countOf(count, "event")}, ${write(index)} – ${write(index + 1)}`,
        }))}
        onChoose={(index) =>
          navigate(
            placeOf("timeline", {
              project,
              filter: setValue(setValue("", "since", iso(index)), "until", iso(index + 1)),
            }),
          )
        }
      />
    </section>
  );
}
