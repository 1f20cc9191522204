import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { PlaceOf, Screen } from "./places.ts";

/** What a screen is given: its place, which holds everything that it shows. */
export interface ScreenProps<S extends Screen> {
  readonly place: PlaceOf<S>;
}

type ScreenComponent<S extends Screen> = LazyExoticComponent<ComponentType<ScreenProps<S>>>;

/** Every screen, loaded when it is first shown. The one place that knows which feature shows what. */
export const ROUTES: { readonly [S in Screen]: { readonly title: string; readonly component: ScreenComponent<S> } } = {
  welcome: {
    title: "Welcome",
    component: lazy(async () => ({ default: (await import("../features/welcome/welcome-screen.tsx")).WelcomeScreen })),
  },
  overview: {
    title: "Overview",
    component: lazy(async () => ({
      default: (await import("../features/overview/overview-screen.tsx")).OverviewScreen,
    })),
  },
  resources: {
    title: "Resources",
    component: lazy(async () => ({
      default: (await import("../features/resources/resources-screen.tsx")).ResourcesScreen,
    })),
  },
  timeline: {
    title: "Timeline",
    component: lazy(async () => ({
      default: (await import("../features/timeline/project-timeline-screen.tsx")).ProjectTimelineScreen,
    })),
  },
  "stream-timeline": {
    title: "Timeline",
    component: lazy(async () => ({
      default: (await import("../features/timeline/stream-timeline-screen.tsx")).StreamTimelineScreen,
    })),
  },
  view: {
    title: "Time travel",
    component: lazy(async () => ({
      default: (await import("../features/time-travel/time-travel-screen.tsx")).TimeTravelScreen,
    })),
  },
  difference: {
    title: "Differences",
    component: lazy(async () => ({
      default: (await import("../features/difference/difference-screen.tsx")).DifferenceScreen,
    })),
  },
  integrity: {
    title: "Integrity",
    component: lazy(async () => ({
      default: (await import("../features/integrity/integrity-screen.tsx")).IntegrityScreen,
    })),
  },
  chain: {
    title: "Chain",
    component: lazy(async () => ({ default: (await import("../features/chain/chain-screen.tsx")).ChainScreen })),
  },
  rebuild: {
    title: "Rebuild",
    component: lazy(async () => ({ default: (await import("../features/rebuild/rebuild-screen.tsx")).RebuildScreen })),
  },
  search: {
    title: "Search",
    component: lazy(async () => ({ default: (await import("../features/search/search-screen.tsx")).SearchScreen })),
  },
};
