import { useQueryClient } from "@tanstack/react-query";
import { ChevronFirst, ChevronLast, GitCompareArrows, Pause, Play, StepBack, StepForward } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { difference } from "../../../shared/difference/difference.ts";
import { pathOfTrail, trailOf } from "../../../shared/difference/json-trail.ts";
import type { JsonTrail, JsonValue } from "../../../shared/ipc/json-value.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { Keys } from "../../app/keys.tsx";
import { navigate } from "../../app/location.ts";
import { say } from "../../app/notice.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { useCompleted } from "../../app/use-whole-view.ts";
import { isWhole } from "../../app/view-parts.ts";
import { IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type JsonMarks, markChanges, NO_MARKS } from "../../ui/json-tree/json-marks.ts";
import { readJsonPath, valueAt, writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { JsonTree } from "../../ui/json-tree/json-tree.tsx";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Toolbar } from "../../ui/toolbar.tsx";
import { PointPicker } from "../difference/point-picker.tsx";
import { StateLine } from "../difference/state-line.tsx";
import { PROOF_WORDS } from "./proof-words.ts";
import { RestOfView, totalsOf } from "./rest-of-view.tsx";
import { TravelSteps } from "./travel-steps.tsx";
import { TravelTrack } from "./travel-track.tsx";
import { keepWhole, useStepView } from "./use-step-view.ts";
import { ValueHistory } from "./value-history.tsx";
import { WatchedValues } from "./watched-values.tsx";
import "../event-detail/event-detail.css";
import "./time-travel.css";

const PLAY_MS = 700;
/** As many values as one question about them may name. */
const MOST_WATCHED = 12;

type SideTab = "events" | "watch" | "history";

/** A view as it was after any event of its stream. */
export function TimeTravelScreen({ place }: ScreenProps<"view">) {
  const { project, stream, at } = place;
  const track = useCall("travel.track", { stream });
  // Steps are read and made one from the other; a file, a number or a time has to be looked up by the host.
  const isStep = at.kind === "step" || at.kind === "head";
  const found = useCall("view.read", { stream, point: at }, { enabled: !isStep, keepPrevious: true });
  const steps = track.data?.steps ?? 0;
  const step =
    at.kind === "step"
      ? Math.min(at.step, track.data?.steps ?? at.step)
      : at.kind === "head"
        ? steps
        : (found.data?.step ?? steps);
  // A step that is named is most likely there, and is asked for while the track is on its way.
  const stepped = useStepView(stream, step, at.kind === "step" || (isStep && track.data !== undefined));
  const state = isStep ? stepped : found;
  const queries = useQueryClient();
  const shown = useCompleted(state.data, (whole) => {
    if (state.data !== undefined) keepWhole(queries, state.data, whole);
  });
  const [playing, setPlaying] = useState(false);
  const [tab, setTab] = useState<SideTab>(place.watch === "" ? "events" : "watch");
  const go = useCallback(
    (change: Partial<typeof place>) => navigate({ ...place, ...change }, { replace: true }),
    [place],
  );

  const blamed = place.blame === "" ? null : readJsonPath(place.blame);
  const watched = useMemo(
    () =>
      place.watch
        .split("\n")
        .flatMap((text): readonly JsonTrail[] => {
          const path = text === "" ? null : readJsonPath(text);
          return path === null ? [] : [path];
        })
        .slice(0, MOST_WATCHED),
    [place.watch],
  );

  const goTo = useCallback(
    (next: number) => {
      const bounded = Math.min(steps, Math.max(0, next));
      go({ at: bounded === steps ? { kind: "head" } : { kind: "step", step: bounded } });
    },
    [steps, go],
  );

  // The neighbours are made ahead, so that the next step is there when it is asked for.
  const isThere = state.data !== undefined && !state.isPlaceholderData;
  const before = useStepView(stream, step - 1, isStep && isThere && step > 0);
  useStepView(stream, step + 1, isStep && isThere && step < steps);
  const marks = useMemo(
    () =>
      isStep && !before.isPlaceholderData && isSmall(before.data) && isSmall(state.data)
        ? changesOf(before.data?.view ?? null, state.data?.view ?? null)
        : NO_MARKS,
    [isStep, before.data, before.isPlaceholderData, state.data],
  );

  useEffect(() => {
    if (!playing || !isThere) return;
    if (step >= steps) {
      setPlaying(false);
      say("Played to the newest state");
      return;
    }
    const timer = setTimeout(() => goTo(step + 1), PLAY_MS);
    return () => clearTimeout(timer);
  }, [playing, isThere, step, steps, goTo]);

  const play = useCallback(() => {
    if (!playing && step >= steps) goTo(0);
    setPlaying(!playing);
  }, [playing, step, steps, goTo]);

  useCommands(
    useMemo(
      () => [
        {
          id: "travel.back",
          title: "One event back",
          group: "This place",
          keys: ["[", "ArrowLeft"],
          run: () => goTo(step - 1),
        },
        {
          id: "travel.forward",
          title: "One event forward",
          group: "This place",
          keys: ["]", "ArrowRight"],
          run: () => goTo(step + 1),
        },
        {
          id: "travel.start",
          title: "Before the first event",
          group: "This place",
          keys: ["Home"],
          run: () => goTo(0),
        },
        { id: "travel.end", title: "Newest state", group: "This place", keys: ["End"], run: () => goTo(steps) },
        {
          id: "travel.play",
          title: playing ? "Stop playing" : "Play the history",
          group: "This place",
          keys: ["Space"],
          run: play,
        },
        ...(step === 0
          ? []
          : [
              {
                id: "travel.difference",
                title: "What this event changed",
                group: "This place" as const,
                words: "difference compare diff",
                run: () => navigate(differenceOf(project, stream, step)),
              },
            ]),
        ...(blamed === null
          ? []
          : [
              {
                id: "place.leave",
                title: "Close the history of the value",
                group: "This place" as const,
                keys: ["Escape"],
                keysOnly: true,
                run: () => go({ blame: "" }),
              },
            ]),
      ],
      [goTo, project, stream, step, steps, playing, play, blamed, go],
    ),
  );

  const error = track.error ?? (track.data === undefined ? null : state.error);
  if (error !== null)
    return <ErrorPanel error={error} onRetry={() => void Promise.all([track.refetch(), state.refetch()])} />;
  if (track.data === undefined || shown.state === undefined) return null;
  const { view } = shown.state;
  const { unprovenFrom } = track.data;
  // What the chain proves and what an event changed is said of steps; the file is at none.
  const isDisk = at.kind === "disk";
  const isUnproven = !isDisk && unprovenFrom !== null && step >= unprovenFrom.step;
  const shownTab = blamed !== null ? "history" : tab === "history" ? "events" : tab;
  return (
    <>
      <Toolbar label="Time travel">
        <span className="travel-buttons">
          <IconButton
            label="Before the first event"
            hint={<Keys written="Home" />}
            icon={<ChevronFirst size={16} />}
            isDisabled={step === 0}
            onPress={() => goTo(0)}
          />
          <IconButton
            label="One event back"
            hint={<Keys written="[" />}
            icon={<StepBack size={15} />}
            isDisabled={step === 0}
            onPress={() => goTo(step - 1)}
          />
          <IconButton
            label={playing ? "Stop playing" : "Play the history"}
            hint={<Keys written="Space" />}
            icon={playing ? <Pause size={15} /> : <Play size={15} />}
            isDisabled={steps === 0}
            onPress={play}
          />
          <IconButton
            label="One event forward"
            hint={<Keys written="]" />}
            icon={<StepForward size={15} />}
            isDisabled={step >= steps}
            onPress={() => goTo(step + 1)}
          />
          <IconButton
            label="Newest state"
            hint={<Keys written="End" />}
            icon={<ChevronLast size={16} />}
            isDisabled={step >= steps}
            onPress={() => goTo(steps)}
          />
        </span>
        <span className="travel-place figure" role="status">
          {isDisk ? (
            "The file on disk"
          ) : (
            <>
              {formatCount(step)} <span className="faint">of {countOf(steps, "event")}</span>
            </>
          )}
        </span>
        <PointPicker name="Show" point={at} steps={steps} onChange={(next) => go({ at: next })} />
      </Toolbar>
      <TravelTrack track={track.data} step={step} onStep={goTo} />
      {isUnproven ? (
        <p className="travel-unproven">
          <strong>
            {PROOF_WORDS.unproven.label} from event {formatCount(unprovenFrom.step)} on.
          </strong>{" "}
          {unprovenFrom.reason}{" "}
          <PlaceLink to={placeOf("chain", { project, stream, event: unprovenFrom.reference })}>
            See it in the chain
          </PlaceLink>
        </p>
      ) : null}
      <SplitPane
        name="time-travel"
        sideLabel="Events and values"
        share={0.44}
        main={
          <div className="travel-view">
            <div className="travel-state">
              <StateLine state={shown.state} />
              {isDisk || step === 0 ? null : (
                <PlaceLink to={differenceOf(project, stream, step)} className="travel-link">
                  <GitCompareArrows size={14} aria-hidden /> What this event changed
                </PlaceLink>
              )}
            </div>
            <RestOfView view={shown} />
            {view === null ? (
              <EmptyState
                title={emptyTitle(shown.state)}
                actions={
                  isDisk ? (
                    <PlaceLink to={placeOf("rebuild", { project, only: stream })}>Make it from the log</PlaceLink>
                  ) : undefined
                }
              >
                <p>
                  {step === 0 || shown.state.problem === null
                    ? "Before the first event the resource does not exist."
                    : shown.state.problem}
                </p>
              </EmptyState>
            ) : (
              <JsonTree
                value={view}
                totals={totalsOf(shown.state)}
                label="View"
                remember="view"
                marks={marks}
                blamed={blamed === null ? null : pathOfTrail(view, blamed)}
                onBlame={(path) => go({ blame: writeJsonPath(trailOf(view, path)) })}
                onPin={(path) => {
                  const text = writeJsonPath(trailOf(view, path));
                  const now = watched.map(writeJsonPath);
                  setTab("watch");
                  if (now.includes(text)) go({ blame: "" });
                  else if (now.length < MOST_WATCHED) go({ watch: [...now, text].join("\n"), blame: "" });
                  else say(`${MOST_WATCHED} values are watched already. Stop watching one of them to watch this one.`);
                }}
              />
            )}
          </div>
        }
        side={
          <Tabs
            className="tabs"
            selectedKey={shownTab}
            onSelectionChange={(key) => {
              if (key !== "history" && blamed !== null) go({ blame: "" });
              setTab(key === "watch" ? "watch" : key === "history" ? "history" : "events");
            }}
          >
            <TabList className="tab-list" aria-label="Beside the view">
              <Tab id="events" className="tab">
                Events
              </Tab>
              <Tab id="watch" className="tab">
                Watched values
                {watched.length > 0 ? <span className="tab-count">{watched.length}</span> : null}
              </Tab>
              {blamed === null ? null : (
                <Tab id="history" className="tab">
                  History of a value
                </Tab>
              )}
            </TabList>
            <TabPanel id="events" className="tab-panel">
              <TravelSteps stream={stream} steps={steps} step={step} onStep={goTo} />
            </TabPanel>
            <TabPanel id="watch" className="tab-panel">
              <WatchedValues
                stream={stream}
                step={step}
                steps={steps}
                paths={watched}
                onStep={goTo}
                onRemove={(path) =>
                  go({
                    watch: watched
                      .map(writeJsonPath)
                      .filter((one) => one !== writeJsonPath(path))
                      .join("\n"),
                  })
                }
              />
            </TabPanel>
            {blamed === null ? null : (
              <TabPanel id="history" className="tab-panel">
                <ValueHistory
                  project={project}
                  stream={stream}
                  step={step}
                  path={blamed}
                  onStep={goTo}
                  onClose={() => go({ blame: "" })}
                />
              </TabPanel>
            )}
          </Tabs>
        }
      />
    </>
  );
}

function differenceOf(project: string, stream: string, step: number) {
  return placeOf("difference", { project, stream, from: { kind: "step", step: step - 1 }, to: { kind: "step", step } });
}

function emptyTitle({ unreadable, file }: ViewState): string {
  if (unreadable) return "The view on disk cannot be read";
  return file === null ? "Nothing yet" : "There is no view on disk";
}

/** Beyond these a comparison with the step before takes longer than a step may. */
const MOST_COMPARED = 3000;

function isSmall(state: ViewState | undefined): boolean {
  const annotations = valueAt(state?.view ?? null, ["annotations", "annotations"]);
  return state !== undefined && isWhole(state) && (!Array.isArray(annotations) || annotations.length <= MOST_COMPARED);
}

/** What the last event did to the view. */
function changesOf(before: JsonValue | null, after: JsonValue | null): JsonMarks {
  return before === null || after === null ? NO_MARKS : markChanges(difference(before, after).changes);
}
