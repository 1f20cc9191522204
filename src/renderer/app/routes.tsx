import type { ComponentType } from "react";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { Place, Screen } from "./places.ts";
import type { ScreenProps } from "./screen-props.ts";

export interface Route<S extends Screen> {
  readonly title: string;
  /** Undefined until it has been fetched. */
  readonly component: ComponentType<ScreenProps<S>> | undefined;
  /** Fetches the screen. @throws ContractError `disconnected` when it cannot be fetched */
  load(): Promise<void>;
}

/** Every screen, loaded when it is first shown. The one place that knows which feature shows what. */
export const ROUTES: { readonly [S in Screen]: Route<S> } = {
  welcome: route("Welcome", async () => (await import("../features/welcome/welcome-screen.tsx")).WelcomeScreen),
  overview: route("Overview", async () => (await import("../features/overview/overview-screen.tsx")).OverviewScreen),
  resources: route(
    "Resources",
    async () => (await import("../features/resources/resources-screen.tsx")).ResourcesScreen,
  ),
  timeline: route(
    "Timeline",
    async () => (await import("../features/timeline/project-timeline-screen.tsx")).ProjectTimelineScreen,
  ),
  "stream-timeline": route(
    "Timeline",
    async () => (await import("../features/timeline/stream-timeline-screen.tsx")).StreamTimelineScreen,
  ),
  view: route(
    "Time travel",
    async () => (await import("../features/time-travel/time-travel-screen.tsx")).TimeTravelScreen,
  ),
  difference: route(
    "Differences",
    async () => (await import("../features/difference/difference-screen.tsx")).DifferenceScreen,
  ),
  integrity: route(
    "Integrity",
    async () => (await import("../features/integrity/integrity-screen.tsx")).IntegrityScreen,
  ),
  chain: route("Chain", async () => (await import("../features/chain/chain-screen.tsx")).ChainScreen),
  rebuild: route("Rebuild", async () => (await import("../features/rebuild/rebuild-screen.tsx")).RebuildScreen),
  search: route("Search", async () => (await import("../features/search/search-screen.tsx")).SearchScreen),
};

function route<S extends Screen>(title: string, fetchScreen: () => Promise<ComponentType<ScreenProps<S>>>): Route<S> {
  let component: ComponentType<ScreenProps<S>> | undefined;
  return {
    title,
    get component() {
      return component;
    },
    async load() {
      try {
        component ??= await fetchScreen();
      } catch (error) {
        throw new ContractError(
          {
            code: "disconnected",
            message: `The screen “${title}” could not be loaded.`,
            advice: "When the inspector runs again, load this page anew.",
          },
          { cause: error },
        );
      }
    },
  };
}

/** Fetches the screen of a place while the project is still being asked for. */
export async function loadScreen({ screen }: Place): Promise<void> {
  // One that fails is fetched again when it is shown, and then says so.
  await Promise.allSettled([ROUTES[screen].load()]);
}

/** Fetches all screens in a quiet moment, so that none is waited for, and none is missing while the host is away. */
export async function loadScreensAhead(): Promise<void> {
  // One that fails is fetched again when it is shown, and then says so.
  await Promise.allSettled(Object.values(ROUTES).map(({ load }) => load()));
}
