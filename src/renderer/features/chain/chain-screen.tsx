import type { ScreenProps } from "../../app/routes.tsx";

export function ChainScreen({ place }: ScreenProps<"chain">) {
  return <h1>{place.screen}</h1>;
}
