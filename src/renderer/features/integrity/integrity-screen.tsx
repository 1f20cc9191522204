import type { ScreenProps } from "../../app/routes.tsx";

export function IntegrityScreen({ place }: ScreenProps<"integrity">) {
  return <h1>{place.screen}</h1>;
}
