import type { ScreenProps } from "../../app/routes.tsx";
import { Timeline } from "./timeline.tsx";

export function StreamTimelineScreen({ place }: ScreenProps<"stream-timeline">) {
  return <Timeline place={place} />;
}
