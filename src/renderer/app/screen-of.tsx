import { type ComponentType, useEffect, useState } from "react";
import type { PlaceOf, Screen } from "./places.ts";
import { ROUTES, type Route } from "./routes.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** The screen of a place. The table of routes ties each screen to its own kind of place; a switch is how the compiler can see it. */
export function screenAt(place: PlaceOf<Screen>) {
  switch (place.screen) {
    case "welcome":
      return <ScreenOf route={ROUTES.welcome} place={place} />;
    case "overview":
      return <ScreenOf route={ROUTES.overview} place={place} />;
    case "resources":
      return <ScreenOf route={ROUTES.resources} place={place} />;
    case "timeline":
      return <ScreenOf route={ROUTES.timeline} place={place} />;
    case "stream-timeline":
      return <ScreenOf key={place.stream} route={ROUTES["stream-timeline"]} place={place} />;
    case "view":
      return <ScreenOf key={place.stream} route={ROUTES.view} place={place} />;
    case "difference":
      return <ScreenOf key={place.stream} route={ROUTES.difference} place={place} />;
    case "integrity":
      return <ScreenOf route={ROUTES.integrity} place={place} />;
    case "chain":
      return <ScreenOf key={place.stream} route={ROUTES.chain} place={place} />;
    case "rebuild":
      return <ScreenOf route={ROUTES.rebuild} place={place} />;
    case "search":
      return <ScreenOf route={ROUTES.search} place={place} />;
  }
}

interface ScreenOfProps<S extends Screen> {
  readonly route: Route<S>;
  readonly place: PlaceOf<S>;
}

/** Nothing until the screen's code is there. */
function ScreenOf<S extends Screen>({ route, place }: ScreenOfProps<S>) {
  const Component = useLoaded(route);
  return Component === undefined ? null : <Component place={place} />;
}

/**
 * Suspense is not for this: React shows what waited in one only 300 ms after it began to wait, however soon it is there.
 * @throws ContractError `disconnected` when the screen cannot be fetched
 */
function useLoaded<S extends Screen>(route: Route<S>): ComponentType<ScreenProps<S>> | undefined {
  const [, setLoaded] = useState<Route<S>>();
  const [failure, setFailure] = useState<{ readonly reason: unknown }>();
  useEffect(() => {
    if (route.component !== undefined) return;
    let isShown = true;
    route.load().then(
      () => isShown && setLoaded(route),
      (reason: unknown) => isShown && setFailure({ reason }),
    );
    return () => {
      isShown = false;
    };
  }, [route]);
  if (failure !== undefined) throw failure.reason;
  return route.component;
}
