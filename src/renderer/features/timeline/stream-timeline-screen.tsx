import type { ScreenProps } from "../../app/routes.tsx";

export function StreamTimelineScreen({ place }: ScreenProps<"stream-timeline">) {
  return <h1>{place.screen}</h1>;
}
