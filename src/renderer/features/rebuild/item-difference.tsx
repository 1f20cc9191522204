import { X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { difference } from "../../../shared/difference/difference.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import type { RebuildItem } from "../../../shared/ipc/model/rebuild.ts";
import { shownText } from "../../../shared/text/harmless-text.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { useChoiceCommands } from "../../app/use-choice-commands.ts";
import { useWholeView } from "../../app/use-whole-view.ts";
import { IconButton } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { formatCount } from "../../ui/numbers.ts";
import type { ChangeStepper } from "../difference/change-stepper.ts";
import { DifferenceCounts } from "../difference/difference-counts.tsx";
import { FORM_COMMANDS } from "../difference/form-commands.ts";
import { RestOfViews } from "../difference/rest-of-views.tsx";
import { StructuralDifference } from "../difference/structural-difference.tsx";
import { TextDifference } from "../difference/text-difference.tsx";
import { ChangeMark } from "./item-table.tsx";

export interface ItemDifferenceProps {
  readonly project: string;
  readonly item: RebuildItem;
  /** The rebuild has been done: disk and log are the same now. */
  readonly written: boolean;
  onClose(): void;
}

/** What a rebuild would do to one file. */
export function ItemDifference({ project, item, written, onClose }: ItemDifferenceProps) {
  const stream = item.kind === "resource-view" ? item.stream : null;
  return (
    <div className="item-difference">
      <header className="item-difference-head">
        <ChangeMark change={item.change} />
        <h2 className="cut">{item.label}</h2>
        {stream === null ? null : <PlaceLink to={placeOf("difference", { project, stream })}>Differences</PlaceLink>}
        <IconButton size="small" label="Close the change" icon={<X size={15} />} onPress={onClose} />
      </header>
      <p className="item-difference-file">
        <code>{shownText(item.file)}</code>
      </p>
      {item.problem === null ? null : <p className="rebuild-notice">{item.problem}</p>}
      {written ? (
        <p className="item-difference-note">
          {item.change === "stale"
            ? "This view has no stream in the log. It was left where it is."
            : "This file was written from the log and is up to date."}
        </p>
      ) : item.change === "stale" ? (
        <p className="item-difference-note">
          There is no stream for this view in the log. A rebuild leaves the file where it is and says so; remove it
          yourself when you are sure that nothing needs it.
        </p>
      ) : item.entries !== null ? (
        <ListChanges entries={item.entries} total={item.differences} />
      ) : stream === null ? null : (
        <ViewDifference key={item.file} stream={stream} />
      )}
    </div>
  );
}

const LINES = [
  { change: "added", sign: "+", said: "comes in" },
  { change: "changed", sign: "~", said: "changes" },
  { change: "removed", sign: "−", said: "no longer follows from the log and is taken out" },
] as const;

interface ListChangesProps {
  readonly entries: NonNullable<RebuildItem["entries"]>;
  readonly total: number;
}

/** What comes, changes and goes in a list that is made from the whole log. */
function ListChanges({ entries, total }: ListChangesProps) {
  const shown = LINES.reduce((sum, { change }) => sum + entries[change].length, 0);
  return (
    <>
      <p className="item-difference-note">It is made from the whole log.</p>
      <ul className="list-changes" aria-label="Entries that differ">
        {LINES.flatMap(({ change, sign, said }) =>
          entries[change].map((name) => (
            <li key={`${change} ${name}`} className={`list-change list-change-${change}`}>
              <span aria-hidden="true" className="list-change-sign">
                {sign}
              </span>
              <code>{shownText(name)}</code>
              <span className="list-change-said">{said}</span>
            </li>
          )),
        )}
      </ul>
      {shown < total ? <p className="item-difference-note">and {formatCount(total - shown)} more.</p> : null}
    </>
  );
}

const NOTHING: JsonValue = {};

function ViewDifference({ stream }: { readonly stream: string }) {
  const disk = useWholeView({ stream, point: { kind: "disk" } });
  const log = useWholeView({ stream, point: { kind: "head" } });
  const [form, setForm] = useState<"structure" | "text">("structure");
  useChoiceCommands({ id: "difference.form", options: FORM_COMMANDS, value: form, onChange: setForm });
  const stepper = useRef<ChangeStepper>(null);
  const before = disk.whole?.view ?? NOTHING;
  const after = log.whole?.view ?? NOTHING;
  const counts = useMemo(() => difference(before, after).counts, [before, after]);
  const error = disk.readError ?? log.readError;
  if (error !== null) {
    const retry = () => {
      for (const side of [disk, log]) if (side.readError !== null) side.retry();
    };
    return <ErrorPanel error={error} onRetry={retry} />;
  }
  if (disk.whole === undefined || log.whole === undefined) return <RestOfViews sides={[disk, log]} />;
  const Drawn = form === "structure" ? StructuralDifference : TextDifference;
  return (
    <>
      <div className="item-difference-bar">
        {disk.whole.view === null ? <span className="muted">A new file</span> : <DifferenceCounts counts={counts} />}
        <Choice<"structure" | "text">
          label="Form"
          options={[
            { value: "structure", label: "Structure" },
            { value: "text", label: "Text" },
          ]}
          value={form}
          onChange={setForm}
        />
      </div>
      <Drawn ref={stepper} left={before} right={after} all={false} label="From disk to log" />
    </>
  );
}
