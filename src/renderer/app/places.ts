import { VERDICTS } from "../../shared/integrity/verdict.ts";
import { RESOURCE_COLUMNS } from "../../shared/ipc/model/resources.ts";
import type { EventReference } from "../../shared/ipc/model/timeline.ts";
import { DENSITIES } from "../../shared/ipc/model/timeline.ts";
import type { ViewPoint } from "../../shared/ipc/model/views.ts";
import {
  choice,
  flag,
  mayBe,
  type Parameters,
  readParameters,
  text,
  whole,
  writeParameters,
} from "./place-parameters.ts";
import { readEventReference, readViewPoint, writeEventReference, writeViewPoint } from "./place-values.ts";

/*
 * Every place of the app has an address that can be copied, sent and bookmarked: what is shown, filtered and selected
 * stands in it. A screen adds what it remembers to its parameters here; defaults are left out of the address.
 */

const event = mayBe<EventReference>(readEventReference, writeEventReference);
const point = (fallback: ViewPoint) => ({
  read: (value: string) => readViewPoint(value),
  write: writeViewPoint,
  fallback,
});

const timelineParameters = {
  filter: text(),
  order: choice(["oldest", "newest"], "oldest"),
  density: choice(DENSITIES, "rows"),
  event,
  /** The finding of the bad line that is selected instead. */
  finding: mayBe(readText, readText),
  /** What of the selected event is shown. */
  detail: choice(["payload", "raw", "hash", "related", "trace"], "payload"),
};

/** What each screen keeps in its address, beside the project and the stream. */
const SCREEN_PARAMETERS = {
  overview: {},
  resources: {
    filter: text(),
    sort: choice(RESOURCE_COLUMNS, "lastEventAt"),
    direction: choice(["ascending", "descending"], "descending"),
    /** The row that is selected. */
    resource: mayBe(readText, readText),
  },
  timeline: { ...timelineParameters, order: choice(["oldest", "newest"], "newest") },
  "stream-timeline": timelineParameters,
  view: {
    at: point({ kind: "head" }),
    /** Pinned JSON paths, as JSONPath, separated by line feeds. */
    watch: text(),
    /** The JSON path whose history is shown. */
    blame: text(),
  },
  difference: {
    from: point({ kind: "disk" }),
    to: point({ kind: "head" }),
    /** The stream on the right-hand side, when it is another one. */
    against: mayBe(readText, readText),
    form: choice(["structure", "text"], "structure"),
    all: flag(),
  },
  integrity: {
    show: choice(["findings", "streams", "history", "anchor"], "findings"),
    code: mayBe(readText, readText),
    cause: mayBe(readText, readText),
    severity: mayBe(oneOf(["info", "explained", "suspect"]), readText),
    verdict: mayBe(oneOf(VERDICTS), readText),
    stream: mayBe(readText, readText),
    finding: mayBe(readText, readText),
    /** The change of history that is shown. */
    change: mayBe(readText, readText),
  },
  chain: { event },
  rebuild: {
    /** The one stream to rebuild; absent for all. */
    only: mayBe(readText, readText),
    /** The file whose change is shown. */
    item: mayBe(readText, readText),
    row: mayBe(readWhole, String),
  },
  search: { q: text(), row: whole() },
} as const;

type ScreenParameters = typeof SCREEN_PARAMETERS;
export type ProjectScreen = keyof ScreenParameters;

/** Screens that show one stream, which stands in the path of their address. */
const STREAM_SCREENS = ["stream-timeline", "view", "difference", "chain"] as const;
export type StreamScreen = (typeof STREAM_SCREENS)[number];

type PlaceOfProject<S extends ProjectScreen> = S extends ProjectScreen
  ? { readonly screen: S; readonly project: string } & (S extends StreamScreen
      ? { readonly stream: string }
      : unknown) &
      Parameters<ScreenParameters[S]>
  : never;

export type PlaceOf<S extends ProjectScreen | "welcome"> = S extends ProjectScreen
  ? PlaceOfProject<S>
  : { readonly screen: "welcome" };
export type Screen = ProjectScreen | "welcome";
export type Place = PlaceOf<Screen>;

/** A place with the defaults of everything that is not given. */
export function placeOf<S extends ProjectScreen>(
  screen: S,
  given: Omit<PlaceOf<S>, "screen" | keyof ScreenParameters[S]> & Partial<Parameters<ScreenParameters[S]>>,
): PlaceOf<S> {
  // The parameters come from the very table that the type is made of; the generic key hides that from the compiler.
  return {
    ...readParameters(SCREEN_PARAMETERS[screen], new URLSearchParams()),
    ...given,
    screen,
  } as unknown as PlaceOf<S>;
}

export const WELCOME: PlaceOf<"welcome"> = { screen: "welcome" };

const PATHS: Readonly<Record<ProjectScreen, (stream: string) => string>> = {
  overview: () => "overview",
  resources: () => "resources",
  timeline: () => "timeline",
  "stream-timeline": (stream) => `r/${stream}/timeline`,
  view: (stream) => `r/${stream}/view`,
  difference: (stream) => `r/${stream}/diff`,
  integrity: () => "integrity",
  chain: (stream) => `integrity/chain/${stream}`,
  rebuild: () => "rebuild",
  search: () => "search",
};

/** The address of a place, beginning with `#/`. */
export function hrefOf(place: Place): string {
  if (place.screen === "welcome") return "#/";
  const stream = "stream" in place && isStreamScreen(place.screen) ? encodeURIComponent(place.stream ?? "") : "";
  const path = `#/p/${encodeURIComponent(place.project)}/${PATHS[place.screen](stream)}`;
  const query = writeParameters(SCREEN_PARAMETERS[place.screen], place);
  return query === "" ? path : `${path}?${query}`;
}

/** Reads an address, with or without `#`; `null` when it names no place. Parameters that make no sense get their defaults. */
export function readPlace(address: string): Place | null {
  const [path = "", query = ""] = splitOnce(address.replace(/^#/u, ""), "?");
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decode);
  if (parts.length === 0) return WELCOME;
  const [p, project, ...rest] = parts;
  if (p !== "p" || project === undefined) return null;
  const found = readScreen(rest);
  if (found === null) return null;
  return {
    ...readParameters(SCREEN_PARAMETERS[found.screen], new URLSearchParams(query)),
    ...(found.stream === undefined ? {} : { stream: found.stream }),
    screen: found.screen,
    project,
    // As in placeOf: made from the table that the type is made of.
  } as unknown as Place;
}

function readScreen(parts: readonly string[]): { screen: ProjectScreen; stream?: string } | null {
  const [first, second, third] = parts;
  if (first === undefined) return { screen: "overview" };
  if (first === "r" && second !== undefined) {
    if (parts.length > 3) return null;
    const screens = { timeline: "stream-timeline", view: "view", diff: "difference" } as const;
    const name = third ?? "timeline";
    return Object.hasOwn(screens, name) ? { screen: screens[name as keyof typeof screens], stream: second } : null;
  }
  if (first === "integrity" && second === "chain") {
    return third === undefined || parts.length > 3 ? null : { screen: "chain", stream: third };
  }
  if (parts.length > 1) return null;
  return Object.hasOwn(SCREEN_PARAMETERS, first) && !isStreamScreen(first as ProjectScreen)
    ? { screen: first as ProjectScreen }
    : null;
}

function isStreamScreen(screen: Screen): screen is StreamScreen {
  return (STREAM_SCREENS as readonly string[]).includes(screen);
}

/** The stream that a place is about, when it is about one. */
export function streamOf(place: Place): string | null {
  switch (place.screen) {
    case "stream-timeline":
    case "view":
    case "difference":
    case "chain":
      return place.stream;
    default:
      return null;
  }
}

function splitOnce(value: string, separator: string): [string, string] {
  const place = value.indexOf(separator);
  return place === -1 ? [value, ""] : [value.slice(0, place), value.slice(place + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone % typed by hand: taken as it stands, so that the place says which name it does not know.
    return part;
  }
}

function readText(value: string): string | null {
  return value === "" ? null : value;
}

function readWhole(value: string): number | null {
  return /^\d{1,9}$/u.test(value) ? Number(value) : null;
}

function oneOf<const Value extends string>(values: readonly Value[]) {
  return (value: string): Value | null => values.find((one) => one === value) ?? null;
}
