import type { ScreenProps } from "../../app/routes.tsx";

export function RebuildScreen({ place }: ScreenProps<"rebuild">) {
  return <h1>{place.screen}</h1>;
}
