import type { ScreenProps } from "../../app/screen-props.ts";
import { Timeline } from "./timeline.tsx";

export function ProjectTimelineScreen({ place }: ScreenProps<"timeline">) {
  return <Timeline place={place} />;
}
