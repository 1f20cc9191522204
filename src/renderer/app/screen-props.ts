import type { PlaceOf, Screen } from "./places.ts";

/** What a screen is given: its place, which holds everything that it shows. */
export interface ScreenProps<S extends Screen> {
  readonly place: PlaceOf<S>;
}
