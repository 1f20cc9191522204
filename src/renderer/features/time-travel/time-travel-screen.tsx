import type { ScreenProps } from "../../app/routes.tsx";

export function TimeTravelScreen({ place }: ScreenProps<"view">) {
  return <h1>{place.screen}</h1>;
}
