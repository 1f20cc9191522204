import type { ScreenProps } from "../../app/screen-props.ts";
import { Timeline } from "./timeline.tsx";

export function StreamTimelineScreen({ place }: ScreenProps<"stream-timeline">) {
  return <Timeline place={place} />;
}
