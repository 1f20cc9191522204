import { Clock, Keyboard, Monitor, Moon, Sun, Unplug } from "lucide-react";
import { memo } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { ProjectSummary, WatchStatus } from "../../../shared/ipc/model/project.ts";
import { countOf, formatBytes } from "../../ui/numbers.ts";
import { chooseTimeDisplay, formatAgo, TIME_DISPLAYS, useNow, useTimeDisplay } from "../../ui/time-display.ts";
import { Explained } from "../../ui/tooltip.tsx";
import { useConnection } from "../client.tsx";
import { AnchorMark } from "../marks/anchor-mark.tsx";
import { VerdictMark } from "../marks/marks.tsx";
import { PlaceLink } from "../place-link.tsx";
import { placeOf } from "../places.ts";
import { chooseTheme, THEMES, useTheme } from "../theme.ts";
import "../../ui/menu.css";
import "./status-bar.css";

export interface StatusBarProps {
  readonly project: ProjectSummary | null;
  onKeys(): void;
}

/** How the project is, what is watched, and how things are shown; always in sight. */
export const StatusBar = memo(function StatusBar({ project, onKeys }: StatusBarProps) {
  const connected = useConnection() === "connected";
  return (
    <footer className="status-bar">
      {project === null ? null : (
        <>
          <PlaceLink
            to={placeOf("integrity", { project: project.id })}
            className="status-bar-item"
            title="Go to integrity"
          >
            <VerdictMark verdict={project.verdict} acknowledged={project.findings.acknowledged} plain />
          </PlaceLink>
          {project.anchor === "diverged" ? <AnchorMark project={project} /> : null}
          <span className="status-bar-item figure">
            {countOf(project.events, "event")} in {countOf(project.streams, "stream")}
          </span>
          <span className="status-bar-item status-bar-spare figure">{formatBytes(project.bytes)}</span>
          {connected ? <Watching watch={project.watch} /> : null}
        </>
      )}
      {connected ? null : (
        <span className="status-bar-item status-bar-lost">
          <Unplug size={13} aria-hidden />
          Not connected
        </span>
      )}
      <span className="status-bar-space" />
      <TimeMenu />
      <ThemeMenu />
      <AriaButton className="status-bar-button" onPress={onKeys} aria-label="Show all keys">
        <Keyboard size={14} aria-hidden />
        <span className="status-bar-spare">Keys</span>
      </AriaButton>
    </footer>
  );
});

const WATCH_WORDS: Readonly<Record<WatchStatus["state"], string>> = {
  starting: "Starting to watch",
  watching: "Live",
  polling: "Live, by polling",
  lost: "Not watching",
  stopped: "Not watching",
};

function Watching({ watch }: { readonly watch: WatchStatus }) {
  const now = useNow();
  const heard = watch.lastChangeAt === null ? "no change yet" : `changed ${formatAgo(watch.lastChangeAt, now)}`;
  const checked = watch.lastCheckAt === null ? "" : ` Compared ${formatAgo(watch.lastCheckAt, now)}.`;
  return (
    <Explained text={`${watch.reason === null ? "" : `${watch.reason} `}Watches ${watch.folder}.${checked}`}>
      <span className={`status-bar-item watch watch-${watch.state}`}>
        <span className="watch-dot" aria-hidden />
        {WATCH_WORDS[watch.state]}
        <span className="faint status-bar-spare">
          {watch.state === "watching" || watch.state === "polling" ? heard : null}
        </span>
      </span>
    </Explained>
  );
}

const TIME_WORDS = { relative: "How long ago", local: "Local time", utc: "UTC" };

function TimeMenu() {
  const chosen = useTimeDisplay();
  return (
    <MenuTrigger>
      <AriaButton className="status-bar-button" aria-label={`Times: ${TIME_WORDS[chosen]}`}>
        <Clock size={14} aria-hidden />
        <span className="status-bar-spare">{TIME_WORDS[chosen]}</span>
      </AriaButton>
      <Popover className="popover" placement="top end">
        <Menu
          className="menu"
          aria-label="How times are shown"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={(keys) => chooseOf(keys, TIME_DISPLAYS, chooseTimeDisplay)}
        >
          {TIME_DISPLAYS.map((display) => (
            <MenuItem key={display} id={display} className="menu-item menu-choice">
              {TIME_WORDS[display]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const THEME_WORDS = { system: "As the system", light: "Light", dark: "Dark" };
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

function ThemeMenu() {
  const chosen = useTheme();
  const Icon = THEME_ICONS[chosen];
  return (
    <MenuTrigger>
      <AriaButton className="status-bar-button" aria-label={`Colours: ${THEME_WORDS[chosen]}`}>
        <Icon size={14} aria-hidden />
      </AriaButton>
      <Popover className="popover" placement="top end">
        <Menu
          className="menu"
          aria-label="Colours"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={(keys) => chooseOf(keys, THEMES, chooseTheme)}
        >
          {THEMES.map((theme) => (
            <MenuItem key={theme} id={theme} className="menu-item menu-choice">
              {THEME_WORDS[theme]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function chooseOf<Value extends string>(
  keys: "all" | Set<string | number>,
  values: readonly Value[],
  choose: (value: Value) => void,
): void {
  const value = keys === "all" ? undefined : values.find((one) => keys.has(one));
  if (value !== undefined) choose(value);
}
