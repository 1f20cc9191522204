import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { chooseTimeDisplay, TIME_DISPLAYS } from "../../ui/time-display.ts";
import { BUNDLE_COMMAND, bundleSubjectOf } from "../bundle/bundle-subject.ts";
import type { Command } from "../commands.ts";
import { absoluteLink, goBack, goForward, navigate } from "../location.ts";
import { copyText } from "../notice.tsx";
import { type Place, placeOf, streamOf, WELCOME } from "../places.ts";
import { chooseTheme, THEMES } from "../theme.ts";
import type { Overlay } from "./overlay.ts";
import { PROJECT_SCREENS, parentOf, placeOfStream, STREAM_SCREENS } from "./screens.ts";

export interface FrameActions {
  readonly place: Place | null;
  /** Of the open project, on this machine; null where none is open. */
  readonly folder: string | null;
  show(overlay: Overlay): void;
  toggleSideBar(): void;
  close(): void;
}

const TIME_TITLES = {
  relative: "Show times as how long ago",
  local: "Show times in local time",
  utc: "Show times in UTC",
};
const BUNDLE_TITLES = { finding: "of this finding", stream: "of this resource", event: "up to this event" };
const THEME_TITLES = { system: "Colours as the system has them", light: "Light colours", dark: "Dark colours" };

/** Commands that are there on every screen. */
export function frameCommands({ place, folder, show, toggleSideBar, close }: FrameActions): readonly Command[] {
  const always: Command[] = [
    {
      id: "palette.show",
      title: "Search and run commands",
      group: "Window",
      keys: ["Mod+K"],
      keysOnly: true,
      run: () => show("palette"),
    },
    {
      id: "keys.show",
      title: "Show all keys",
      group: "Window",
      keys: ["?"],
      words: "keyboard shortcuts help",
      run: () => show("keys"),
    },
    {
      id: "history.back",
      title: "Back",
      group: "Window",
      keys: ["Alt+ArrowLeft", "Mod+["],
      run: goBack,
    },
    {
      id: "history.forward",
      title: "Forward",
      group: "Window",
      keys: ["Alt+ArrowRight", "Mod+]"],
      run: goForward,
    },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme.${theme}`,
        title: THEME_TITLES[theme],
        group: "Window",
        words: "theme appearance",
        run: () => chooseTheme(theme),
      }),
    ),
    ...TIME_DISPLAYS.map(
      (time): Command => ({
        id: `time.${time}`,
        title: TIME_TITLES[time],
        group: "Window",
        words: "clock zone",
        run: () => chooseTimeDisplay(time),
      }),
    ),
    {
      id: "project.open",
      title: "Open another project",
      group: "Project",
      words: "folder recent welcome",
      run: () => navigate(WELCOME),
    },
  ];
  if (place === null || place.screen === "welcome") return always;
  const { project } = place;
  const stream = streamOf(place);
  const pointed = pointedStream(place);
  const parent = parentOf(place);
  const bundled = bundleSubjectOf(place);
  return [
    ...always,
    ...PROJECT_SCREENS.map(
      ({ screen, label, keys }): Command => ({
        id: `go.${screen}`,
        title: label,
        group: "Go to",
        keys: [keys],
        run: () => navigate(placeOf(screen, { project })),
      }),
    ),
    {
      id: "go.history",
      title: "History of the log in git",
      group: "Go to",
      keys: ["g h"],
      words: "integrity commits provenance who changed",
      run: () => navigate(placeOf("integrity", { project, show: "history", stream })),
    },
    {
      id: "go.anchor",
      title: "Anchor of the log",
      group: "Go to",
      keys: ["g a"],
      words: "integrity save compare head unanchored",
      run: () => navigate(placeOf("integrity", { project, show: "anchor" })),
    },
    ...(pointed === null ? [] : streamCommands(project, pointed)),
    {
      id: "place.copy",
      title: "Copy link to this place",
      group: "This place",
      keys: ["y"],
      words: "url address share",
      run: () => void copyText(absoluteLink(place), "Link"),
    },
    ...(bundled === null
      ? []
      : [
          {
            id: BUNDLE_COMMAND,
            title: `Save a repro bundle ${BUNDLE_TITLES[bundled.kind]}`,
            group: "This place" as const,
            words: "export slice zip reproduce report copy",
            run: () => show("bundle"),
          },
        ]),
    { id: "place.filter", title: "Go to the filter", group: "Lists", keys: ["/"], keysOnly: true, run: focusFilter },
    ...(parent === null
      ? []
      : [
          {
            id: "place.leave",
            title: "Close what is open, or go one step up",
            group: "This place" as const,
            keys: ["Escape"],
            keysOnly: true,
            run: () => navigate(parent),
          },
        ]),
    ...(folder === null
      ? []
      : [
          {
            id: "project.copy-folder",
            title: "Copy the path of the project folder",
            group: "Project" as const,
            words: "directory",
            run: () => void copyText(folder, "Path"),
          },
        ]),
    { id: "window.side-bar", title: "Show or hide the side bar", group: "Window", keys: ["Mod+B"], run: toggleSideBar },
    { id: "project.close", title: "Close this project", group: "Project", run: close },
  ];
}

/** The ways into one resource. Its views are all that the system’s own stream does not have. */
function streamCommands(project: string, stream: string): readonly Command[] {
  const isSystem = stream === SYSTEM_STREAM;
  const ways = STREAM_SCREENS.filter(({ screen }) => !isSystem || (screen !== "view" && screen !== "difference")).map(
    ({ screen, label, keys }): Command => ({
      id: `go.${screen}`,
      title: `${label} of this resource`,
      group: "Go to",
      keys: [keys],
      run: () => navigate(placeOfStream(screen, project, stream)),
    }),
  );
  const findings: Command = {
    id: "go.findings",
    title: "Findings of this resource",
    group: "Go to",
    words: "integrity verdict",
    run: () => navigate(placeOf("integrity", { project, stream })),
  };
  const rebuild: Command = {
    id: "go.rebuild-one",
    title: "Rebuild of this resource",
    group: "Go to",
    words: "preview views materialize drift",
    run: () => navigate(placeOf("rebuild", { project, only: stream })),
  };
  return isSystem ? [...ways, findings] : [...ways, findings, rebuild];
}

/** The resource that is looked at, or selected in a list. */
function pointedStream(place: Place): string | null {
  if (place.screen === "resources") return place.resource;
  if (place.screen === "timeline") return place.event?.stream ?? null;
  if (place.screen === "integrity") return place.stream;
  return streamOf(place);
}

function focusFilter(): void {
  const field = document.querySelector<HTMLInputElement>("#main input.filter-field-input");
  field?.focus();
  field?.select();
}
