import type { ScreenProps } from "../../app/routes.tsx";

export function ProjectTimelineScreen({ place }: ScreenProps<"timeline">) {
  return <h1>{place.screen}</h1>;
}
