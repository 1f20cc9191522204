import type { ScreenProps } from "../../app/routes.tsx";
import { Timeline } from "./timeline.tsx";

export function ProjectTimelineScreen({ place }: ScreenProps<"timeline">) {
  return <Timeline place={place} />;
}
