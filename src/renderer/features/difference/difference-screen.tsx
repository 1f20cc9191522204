import type { ScreenProps } from "../../app/routes.tsx";

export function DifferenceScreen({ place }: ScreenProps<"difference">) {
  return <h1>{place.screen}</h1>;
}
