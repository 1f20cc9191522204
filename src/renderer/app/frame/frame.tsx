import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { useMediaQuery } from "../../ui/media-query.ts";
import { BundleDialog } from "../bundle/bundle-dialog.tsx";
import { bundleSubjectOf } from "../bundle/bundle-subject.ts";
import { useFrameCommands } from "../commands.ts";
import { useSavedFilterCommands } from "../lists/use-saved-filter-commands.ts";
import { verdictText } from "../marks/verdict-text.ts";
import { Notices } from "../notice.tsx";
import { useOpening } from "../opening.tsx";
import { KeysSheet } from "../palette/keys-sheet.tsx";
import { Palette } from "../palette/palette.tsx";
import { type Place, streamOf } from "../places.ts";
import { useRemembered } from "../remembered.ts";
import { ROUTES } from "../routes.tsx";
import { useStreamName } from "../stream-name.ts";
import { useRecentCommands } from "../use-recent-commands.ts";
import { DropHint } from "./drop-hint.tsx";
import { frameCommands } from "./frame-commands.ts";
import { LostConnection } from "./lost-connection.tsx";
import { LostLog } from "./lost-log.tsx";
import { NewEvents } from "./new-events.tsx";
import type { Overlay } from "./overlay.ts";
import { SideBar } from "./side-bar.tsx";
import { StateFolder } from "./state-folder.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TopBar } from "./top-bar.tsx";
import "./frame.css";

/* The same elements each time: React draws them anew for what they show, and not for every place. */
const LOST_CONNECTION = <LostConnection />;
const NEW_EVENTS = <NewEvents />;
const OVER_EVERYTHING = (
  <>
    <Notices />
    <DropHint />
  </>
);

/** What stays in place around every screen: where one can go, where one is, and how the project is. */
export function Frame({ place, children }: { readonly place: Place | null; readonly children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [sideBar, setSideBar] = useRemembered("side-bar", ["open", "narrow"], "open");
  // Large text, or a small window: the screen needs the room more.
  const isSmall = useMediaQuery("(max-width: 56rem)");
  const shownSideBar = isSmall ? "narrow" : sideBar;
  const opening = useOpening();
  const project = opening.project ?? null;
  const isInside = place !== null && place.screen !== "welcome" && project?.id === place.project;
  const folder = isInside && project !== null ? project.folder : null;
  const stream = place === null ? null : streamOf(place);
  const streamName = useStreamName(isInside ? stream : null);

  useFrameCommands(
    useMemo(
      () =>
        frameCommands({
          place,
          folder,
          show: setOverlay,
          toggleSideBar: () => setSideBar(sideBar === "open" ? "narrow" : "open"),
          close: () => void opening.close(),
        }),
      [place, folder, sideBar, setSideBar, opening.close],
    ),
  );

  const hide = useCallback(() => setOverlay(null), []);
  const showPalette = useCallback(() => setOverlay("palette"), []);
  const showKeys = useCallback(() => setOverlay("keys"), []);

  useRecentCommands(isInside ? place.project : null);
  useSavedFilterCommands(isInside ? place : null);

  const screen = place === null ? null : ROUTES[place.screen].title;
  const parts = isInside ? [stream === null ? null : streamName, screen, project?.name] : [screen];
  const verdict = isInside && project !== null ? `${titleVerdict(project)} · ` : "";
  useWindowTitle(`${verdict}${[...parts.filter(Boolean), "Semiont Inspector"].join(" – ")}`);

  return (
    <div className="frame" data-side-bar={isInside ? shownSideBar : "none"}>
      <button type="button" className="skip-link" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the screen
      </button>
      {isInside && project !== null ? (
        <SideBar project={project} screen={place.screen} stream={stream} streamName={streamName} />
      ) : null}
      <div className="frame-centre">
        <TopBar
          screen={place?.screen ?? null}
          stream={stream}
          project={isInside ? project : null}
          streamName={streamName}
          onSearch={showPalette}
        />
        {LOST_CONNECTION}
        {isInside && project !== null ? <LostLog watch={project.watch} /> : null}
        <main id="main" className="frame-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <StatusBar project={isInside ? project : null} onKeys={showKeys} />
      {isInside ? NEW_EVENTS : null}
      {isInside && project !== null ? <StateFolder project={project} /> : null}
      {OVER_EVERYTHING}
      <Palette open={overlay === "palette"} onClose={hide} project={isInside ? project : null} />
      <BundleDialog
        subject={overlay === "bundle" && isInside ? bundleSubjectOf(place) : null}
        onClose={() => setOverlay(null)}
      />
      <KeysSheet open={overlay === "keys"} onClose={hide} />
    </div>
  );
}

const TITLE_LAG_MS = 100;

/** A moment later, as the address: for a browser it is work in all its processes, which a new screen would wait for. */
function useWindowTitle(title: string): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      document.title = title;
    }, TITLE_LAG_MS);
    return () => clearTimeout(timer);
  }, [title]);
}

/** What no chain shows is said with the verdict, so that nobody takes one for the other. */
function titleVerdict({ verdict, findings, anchor }: ProjectSummary): string {
  return `${verdictText(verdict, findings.acknowledged)}${anchor === "diverged" ? ", differs from its anchor" : ""}`;
}
