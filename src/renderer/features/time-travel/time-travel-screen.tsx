import { useQueryClient } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { pathOfTrail, trailOf } from "../../../shared/difference/json-trail.ts";
import type { JsonTrail } from "../../../shared/ipc/json-value.ts";
import type { ViewState } from "../../../shared/ipc/model/views.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { navigate } from "../../app/location.ts";
import { say } from "../../app/notice.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useRemembered } from "../../app/remembered.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useCall } from "../../app/use-call.ts";
import { type ChoiceCommand, useChoiceCommands } from "../../app/use-choice-commands.ts";
import { useTreeCommands } from "../../app/use-tree-commands.ts";
import { useCompleted } from "../../app/use-whole-view.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { NO_MARKS } from "../../ui/json-tree/json-marks.ts";
import { readJsonPath, writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { JsonTree, type JsonTreeHandle } from "../../ui/json-tree/json-tree.tsx";
import { useMediaQuery } from "../../ui/media-query.ts";
import { countOf, formatCount } from "../../ui/numbers.ts";
import { SplitPane } from "../../ui/split-pane.tsx";
import { Tabs, type TabsProps } from "../../ui/tabs.tsx";
import { Toolbar } from "../../ui/toolbar.tsx";
import { PointPicker } from "../difference/point-picker.tsx";
import { StateLine } from "../difference/state-line.tsx";
import { PLAY_SPEEDS, playPace, SPEED_COMMANDS, speedBeside } from "./play-pace.ts";
import { PROOF_WORDS } from "./proof-words.ts";
import { RestOfView, totalsOf } from "./rest-of-view.tsx";
import { changesOf, isSmall } from "./step-changes.ts";
import { TravelSteps } from "./travel-steps.tsx";
import { TravelTools } from "./travel-tools.tsx";
import { TravelTrack } from "./travel-track.tsx";
import { usePlay } from "./use-play.ts";
import { keepWhole, useStepView } from "./use-step-view.ts";
import { useTravelCommands } from "./use-travel-commands.ts";
import { ValueHistory } from "./value-history.tsx";
import { WatchedValues } from "./watched-values.tsx";
import "./time-travel.css";

/** As many values as one question about them may name. */
const MOST_WATCHED = 12;

type SideTab = "events" | "watch" | "history";
const SIDE_COMMANDS: readonly ChoiceCommand<SideTab>[] = [
  { value: "events", title: "Show the events beside the view" },
  { value: "watch", title: "Show the watched values" },
];

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
  const [speed, setSpeed] = useRemembered("play-speed", PLAY_SPEEDS, "1");
  const pace = playPace(speed, useMediaQuery("(prefers-reduced-motion: reduce)"));
  const [tab, setTab] = useState<Exclude<SideTab, "history">>(place.watch === "" ? "events" : "watch");
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

  const leave = useCallback(() => go({ blame: "" }), [go]);
  const goTo = useCallback(
    (next: number) => {
      const bounded = Math.min(steps, Math.max(0, next));
      go({ at: bounded === steps ? { kind: "head" } : { kind: "step", step: bounded } });
    },
    [steps, go],
  );

  // The neighbours are made ahead, so that the next step is there when it is asked for.
  const isThere = state.data !== undefined && !state.isPlaceholderData;
  const { playing, toggle } = usePlay({ step, steps, isThere, pace, goTo });
  const stride = playing ? pace.stride : 1;
  const before = useStepView(stream, step - 1, isStep && isThere && step > 0 && stride === 1);
  useStepView(stream, Math.min(steps, step + stride), isStep && isThere && step < steps);
  const marks = useMemo(
    () =>
      isStep && stride === 1 && !before.isPlaceholderData && isSmall(before.data) && isSmall(state.data)
        ? changesOf(before.data?.view ?? null, state.data?.view ?? null)
        : NO_MARKS,
    [isStep, stride, before.data, before.isPlaceholderData, state.data],
  );

  const shownTab = blamed !== null ? "history" : tab;
  const showTab = (next: SideTab) => {
    if (blamed !== null && next !== "history") leave();
    if (next !== "history") setTab(next);
  };
  useTravelCommands({
    step,
    steps,
    playing,
    difference: useMemo(() => (step === 0 ? null : differenceOf(project, stream, step)), [project, stream, step]),
    goTo,
    onPlay: toggle,
    onSlower: useCallback(() => setSpeed(speedBeside(speed, -1)), [speed, setSpeed]),
    onFaster: useCallback(() => setSpeed(speedBeside(speed, 1)), [speed, setSpeed]),
    onLeave: place.blame === "" ? null : leave,
  });
  useChoiceCommands({
    id: "travel.speed",
    options: SPEED_COMMANDS,
    value: speed,
    words: "faster slower pace",
    onChange: setSpeed,
  });
  useChoiceCommands({ id: "travel.side", options: SIDE_COMMANDS, value: shownTab, onChange: showTab });
  const tree = useRef<JsonTreeHandle>(null);
  useTreeCommands(tree, { id: "view-tree", what: "the view", watches: true, shown: shown.state?.view != null });

  const error = track.error ?? (track.data === undefined ? null : state.error);
  if (error !== null)
    return <ErrorPanel error={error} onRetry={() => void Promise.all([track.refetch(), state.refetch()])} />;
  if (track.data === undefined || shown.state === undefined) return null;
  const { view } = shown.state;
  const { unprovenFrom } = track.data;
  // What the chain proves and what an event changed is said of steps; the file is at none.
  const isDisk = at.kind === "disk";
  const tabs = sideTabs(watched.length, blamed !== null);
  const isUnproven = !isDisk && unprovenFrom !== null && step >= unprovenFrom.step;
  return (
    <>
      <Toolbar label="Time travel">
        <TravelTools
          step={step}
          steps={steps}
          playing={playing}
          speed={speed}
          goTo={goTo}
          onPlay={toggle}
          onSpeed={setSpeed}
        />
        <span className="travel-place figure" role="status" aria-live={playing ? "off" : "polite"}>
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
                ref={tree}
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
          <Tabs label="Beside the view" tabs={tabs} selected={shownTab} onSelect={showTab}>
            {shownTab === "events" ? (
              <TravelSteps stream={stream} steps={steps} step={step} onStep={goTo} />
            ) : shownTab === "watch" ? (
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
            ) : blamed === null ? null : (
              <ValueHistory project={project} stream={stream} step={step} path={blamed} onStep={goTo} onClose={leave} />
            )}
          </Tabs>
        }
      />
    </>
  );
}

function sideTabs(watched: number, hasHistory: boolean): TabsProps<SideTab>["tabs"] {
  const watch = (
    <>
      Watched values
      {watched > 0 ? <span className="tab-count">{watched}</span> : null}
    </>
  );
  return [
    { id: "events", label: "Events" },
    { id: "watch", label: watch },
    ...(hasHistory ? [{ id: "history" as const, label: "History of a value" }] : []),
  ];
}

function differenceOf(project: string, stream: string, step: number) {
  return placeOf("difference", { project, stream, from: { kind: "step", step: step - 1 }, to: { kind: "step", step } });
}

function emptyTitle({ unreadable, file }: ViewState): string {
  if (unreadable) return "The view on disk cannot be read";
  return file === null ? "Nothing yet" : "There is no view on disk";
}
