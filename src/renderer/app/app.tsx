import { Compass } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import type { ProjectSummary } from "../../shared/ipc/model/project.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { listenForKeys } from "./commands.ts";
import { Frame } from "./frame/frame.tsx";
import { HistoryCheckProvider } from "./history-check.tsx";
import { IntegrityCheckProvider } from "./integrity-check.tsx";
import { usePlace } from "./location.ts";
import { useOpening } from "./opening.tsx";
import { OpeningPanel } from "./opening-panel.tsx";
import { PlaceLink } from "./place-link.tsx";
import { type Place, WELCOME } from "./places.ts";
import { ProjectProvider } from "./project.tsx";
import { RebuildCallsProvider } from "./rebuild-calls.tsx";
import { useRequestedPlaces } from "./requested-places.ts";
import { ScreenBoundary } from "./screen-boundary.tsx";
import { screenAt } from "./screen-of.tsx";

/** The whole page: the frame, and in it the screen of the current place. */
export function App() {
  const place = usePlace();
  useEffect(() => listenForKeys(), []);
  useRequestedPlaces();
  return (
    <Frame place={place}>
      {place === null ? (
        <Nowhere />
      ) : place.screen === "welcome" ? (
        <Screen place={place} />
      ) : (
        <ProjectScreen place={place} />
      )}
    </Frame>
  );
}

/** A screen that goes takes the focus with it: where the next one has no list that takes it, the screen itself does. */
function FocusOfScreen({ screen }: Pick<Place, "screen">) {
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
  }, [screen]);
  return null;
}

/** Opens the project that the address names, if another one or none is open, and shows the screen in it. */
function ProjectScreen({ place }: { readonly place: Exclude<Place, { screen: "welcome" }> }) {
  const { project, running, failure, open } = useOpening();
  const isHere = project?.id === place.project;
  const isAsked = failure !== null || running !== null;
  useEffect(() => {
    if (project !== undefined && !isHere && !isAsked) void open({ kind: "recent", id: place.project }, "");
  }, [project, isHere, isAsked, open, place.project]);

  if (isHere && project !== null && project !== undefined) {
    return <InProject project={project} />;
  }
  return <OpeningPanel wayOut={<PlaceLink to={WELCOME}>Open another project</PlaceLink>} />;
}

interface InProjectProps {
  readonly project: ProjectSummary;
}

/** What is done in the project goes on from screen to screen, and is not drawn anew for another one. */
const InProject = memo(function InProject({ project }: InProjectProps) {
  return (
    <ProjectProvider project={project}>
      <HistoryCheckProvider key={project.id}>
        <IntegrityCheckProvider>
          <RebuildCallsProvider>
            <CurrentScreen />
          </RebuildCallsProvider>
        </IntegrityCheckProvider>
      </HistoryCheckProvider>
    </ProjectProvider>
  );
});

function CurrentScreen() {
  const place = usePlace();
  return place === null ? null : <Screen place={place} />;
}

function Screen({ place }: { readonly place: Place }) {
  return (
    <ScreenBoundary screen={place.screen}>
      {screenAt(place)}
      <FocusOfScreen screen={place.screen} />
    </ScreenBoundary>
  );
}

function Nowhere() {
  return (
    <EmptyState
      icon={<Compass size={28} strokeWidth={1.6} aria-hidden />}
      title="This address leads nowhere"
      actions={<PlaceLink to={WELCOME}>Go to the start</PlaceLink>}
    >
      <p>The link may have been cut short, or come from another version of the inspector.</p>
    </EmptyState>
  );
}
