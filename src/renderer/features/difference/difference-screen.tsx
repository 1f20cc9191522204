import { ArrowDown, ArrowLeftRight, ArrowUp, Equal, FileWarning } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { difference } from "../../../shared/difference/difference.ts";
import { jsonPatch } from "../../../shared/difference/json-patch.ts";
import { trailOf } from "../../../shared/difference/json-trail.ts";
import type { JsonPath, JsonValue } from "../../../shared/ipc/json-value.ts";
import type { ViewPoint } from "../../../shared/ipc/model/views.ts";
import { useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { Keys } from "../../app/keys.tsx";
import { navigate } from "../../app/location.ts";
import { copyText } from "../../app/notice.tsx";
import { placeOf } from "../../app/places.ts";
import type { ScreenProps } from "../../app/screen-props.ts";
import { useStreamName } from "../../app/stream-name.ts";
import { useCall } from "../../app/use-call.ts";
import { useChoiceCommands } from "../../app/use-choice-commands.ts";
import { useWholeView } from "../../app/use-whole-view.ts";
import { IconButton } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { formatCount } from "../../ui/numbers.ts";
import { Toolbar, ToolbarSpace } from "../../ui/toolbar.tsx";
import type { ChangePlace, ChangeStepper } from "./change-stepper.ts";
import { DifferenceCounts } from "./difference-counts.tsx";
import { DriftOrigin } from "./drift-origin.tsx";
import { FORM_COMMANDS } from "./form-commands.ts";
import { OtherResource } from "./other-resource.tsx";
import { PointPicker } from "./point-picker.tsx";
import { RestOfViews } from "./rest-of-views.tsx";
import { StateLine } from "./state-line.tsx";
import { StructuralDifference } from "./structural-difference.tsx";
import { TextDifference } from "./text-difference.tsx";
import "./difference.css";

const NOTHING: JsonValue = {};

/** Two states of a view side by side: of any two points, of disk and log, or of two resources. */
export function DifferenceScreen({ place }: ScreenProps<"difference">) {
  const { project, stream, from, to, form, all } = place;
  const against = place.against ?? stream;
  const left = useWholeView({ stream, point: from });
  const right = useWholeView({ stream: against, point: to });
  const leftSteps = useCall("travel.track", { stream }).data?.steps ?? 0;
  const rightSteps = useCall("travel.track", { stream: against }).data?.steps ?? 0;
  const leftName = useStreamName(stream);
  const rightName = useStreamName(against);
  const stepper = useRef<ChangeStepper>(null);
  const [changePlace, setChangePlace] = useState<ChangePlace>({ at: 0, of: 0 });
  const go = useCallback(
    (change: Partial<typeof place>) => navigate({ ...place, ...change }, { replace: true }),
    [place],
  );

  // A view that does not exist yet holds nothing, so that everything in the other one counts as added or removed.
  const before = left.whole?.view ?? NOTHING;
  const after = right.whole?.view ?? NOTHING;
  const compared = useMemo(() => difference(before, after), [before, after]);

  const shift = useCallback(
    (by: 1 | -1) => {
      const fromStep = left.whole?.step ?? null;
      const toStep = right.whole?.step ?? null;
      const base = toStep ?? fromStep;
      if (base === null) return;
      const next = Math.min(rightSteps, Math.max(1, base + by));
      go({ from: { kind: "step", step: next - 1 }, to: { kind: "step", step: next } });
    },
    [left.whole?.step, right.whole?.step, rightSteps, go],
  );
  const onBlame = useCallback(
    (path: JsonPath, side: "left" | "right") => {
      const step = right.whole?.step ?? null;
      const at: ViewPoint = step === null ? { kind: "head" } : { kind: "step", step };
      // Of something removed the events up to the right-hand state are asked for: the last of them took it away.
      const trail = trailOf(side === "left" ? before : after, path);
      navigate(placeOf("view", { project, stream: against, at, blame: writeJsonPath(trail) }));
    },
    [project, against, right.whole?.step, before, after],
  );
  const swap = useCallback(() => {
    if (place.against === null) go({ from: to, to: from });
    else navigate({ ...place, stream: place.against, against: stream, from: to, to: from }, { replace: true });
  }, [place, stream, from, to, go]);

  useCommands(
    useMemo(
      () => [
        { id: "difference.next", title: "Next change", group: "Lists", keys: ["n"], run: () => stepper.current?.go(1) },
        {
          id: "difference.previous",
          title: "Previous change",
          group: "Lists",
          keys: ["p"],
          run: () => stepper.current?.go(-1),
        },
        {
          id: "difference.later",
          title: "What the next event changed",
          group: "This place",
          keys: ["]"],
          run: () => shift(1),
        },
        {
          id: "difference.earlier",
          title: "What the event before changed",
          group: "This place",
          keys: ["["],
          run: () => shift(-1),
        },
        {
          id: "difference.copy",
          title: "Copy the difference as JSON Patch",
          group: "This place",
          run: () => void copyText(JSON.stringify(jsonPatch(before, after), null, 2), "JSON Patch"),
        },
        { id: "difference.swap", title: "Swap the two sides", group: "This place", keys: ["x"], run: swap },
        {
          id: "difference.all",
          title: all ? "Show changes only" : "Show all values",
          group: "This place",
          keys: ["a"],
          run: () => go({ all: !all }),
        },
      ],
      [shift, swap, all, before, after, go],
    ),
  );

  const onForm = (next: typeof form) => go({ form: next });
  useChoiceCommands({ id: "difference.form", options: FORM_COMMANDS, value: form, onChange: onForm });

  const error = left.readError ?? right.readError;
  if (error !== null) {
    const retry = () => {
      for (const side of [left, right]) if (side.readError !== null) side.retry();
    };
    return <ErrorPanel error={error} onRetry={retry} />;
  }
  const ready = left.whole !== undefined && right.whole !== undefined;
  const unreadable = [left.whole, right.whole].find((side) => side?.unreadable === true);
  const isSame = ready && compared.changes.length === 0;
  const comparesDisk = from.kind === "disk" && to.kind !== "disk" && against === stream;
  const Drawn = form === "structure" ? StructuralDifference : TextDifference;
  return (
    <>
      <Toolbar label="Difference">
        {ready && unreadable === undefined ? <DifferenceCounts counts={compared.counts} /> : null}
        <IconButton
          label="Previous change"
          hint={<Keys written="p" />}
          icon={<ArrowUp size={15} />}
          isDisabled={isSame}
          onPress={() => stepper.current?.go(-1)}
        />
        <IconButton
          label="Next change"
          hint={<Keys written="n" />}
          icon={<ArrowDown size={15} />}
          isDisabled={isSame}
          onPress={() => stepper.current?.go(1)}
        />
        {ready && changePlace.at > 0 ? (
          <span className="muted figure" role="status">
            {formatCount(changePlace.at)} of {formatCount(changePlace.of)}
          </span>
        ) : null}
        <ToolbarSpace />
        <OtherResource
          stream={stream}
          against={place.against}
          onChange={(next) => go({ against: next === stream ? null : next })}
        />
        <Choice
          label="Form"
          options={[
            { value: "structure", label: "Structure" },
            { value: "text", label: "Text" },
          ]}
          value={form}
          onChange={onForm}
        />
        <Choice
          label="Unchanged parts"
          options={[
            { value: "changes", label: "Changes" },
            { value: "all", label: "All" },
          ]}
          value={all ? "all" : "changes"}
          onChange={(next) => go({ all: next === "all" })}
        />
        <CopyButton
          size="normal"
          label="Copy as JSON Patch"
          isDisabled={!ready || unreadable !== undefined}
          text={() => JSON.stringify(jsonPatch(before, after), null, 2)}
        />
        <IconButton
          label="Swap the two sides"
          hint={<Keys written="x" />}
          icon={<ArrowLeftRight size={15} />}
          onPress={swap}
        />
      </Toolbar>
      <div className="difference-sides">
        <div className="difference-side">
          {against === stream ? null : <p className="difference-resource cut">{leftName}</p>}
          <PointPicker name="From" point={from} steps={leftSteps} onChange={(next) => go({ from: next })} />
          <StateLine state={left.whole ?? left.state} />
        </div>
        <div className="difference-side">
          {against === stream ? null : <p className="difference-resource cut">{rightName}</p>}
          <PointPicker name="To" point={to} steps={rightSteps} onChange={(next) => go({ to: next })} />
          <StateLine state={right.whole ?? right.state} />
        </div>
      </div>
      {comparesDisk && ready && !isSame && left.whole.view !== null ? (
        <DriftOrigin project={project} stream={stream} />
      ) : null}
      {!ready ? (
        <RestOfViews sides={[left, right]} />
      ) : unreadable !== undefined ? (
        <EmptyState icon={<FileWarning size={28} strokeWidth={1.6} aria-hidden />} title="There is nothing to compare">
          <p>
            <code>{unreadable.file}</code> cannot be read, so what it says is not known. {unreadable.problem} A rebuild
            writes it anew from the log.
          </p>
        </EmptyState>
      ) : isSame && !all ? (
        <EmptyState icon={<Equal size={28} strokeWidth={1.6} aria-hidden />} title="Both states are the same">
          <p>{comparesDisk ? "The view on disk is what a rebuild from the log gives." : "No JSON value differs."}</p>
        </EmptyState>
      ) : (
        <Drawn
          ref={stepper}
          left={before}
          right={after}
          all={all}
          label="Differences"
          onPlace={setChangePlace}
          {...(form === "structure" ? { onBlame } : {})}
        />
      )}
    </>
  );
}
