import type { BundleSubject } from "../../../shared/ipc/model/bundle.ts";
import { type Place, streamOf } from "../places.ts";

/** The command that opens the dialog; there where something is in sight that a bundle can show. */
export const BUNDLE_COMMAND = "bundle.show";

/** What a bundle made at a place is to show: the finding, the event, or the resource that is looked at. */
export function bundleSubjectOf(place: Place): BundleSubject | null {
  switch (place.screen) {
    case "integrity":
      if (place.finding !== null) return { kind: "finding", id: place.finding };
      return place.stream === null ? null : { kind: "stream", stream: place.stream };
    case "resources":
      return place.resource === null ? null : { kind: "stream", stream: place.resource };
    case "timeline":
    case "stream-timeline":
      if (place.event !== null) return { kind: "event", reference: place.event };
      if (place.finding !== null) return { kind: "finding", id: place.finding };
      break;
    case "chain":
      if (place.event !== null) return { kind: "event", reference: place.event };
      break;
    default:
      break;
  }
  const stream = streamOf(place);
  return stream === null ? null : { kind: "stream", stream };
}
