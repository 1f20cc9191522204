import { useMemo, useState } from "react";
import { difference } from "../../../../shared/difference/difference.ts";
import type { JsonValue } from "../../../../shared/ipc/json-value.ts";
import type { HistoryChangeDetail } from "../../../../shared/ipc/model/history.ts";
import { harmlessJsonText } from "../../../../shared/text/harmless-text.ts";
import { useChoiceCommands } from "../../../app/use-choice-commands.ts";
import { Choice } from "../../../ui/choice.tsx";
import { DifferenceCounts } from "../../difference/difference-counts.tsx";
import { FORM_COMMANDS } from "../../difference/form-commands.ts";
import { StructuralDifference } from "../../difference/structural-difference.tsx";
import { TextDifference } from "../../difference/text-difference.tsx";
import "./history.css";

const NOTHING: JsonValue = {};

/** A record before and after a commit: by value, or as the text of the line where it is no record. */
export function RecordDifference({ before, after }: Pick<HistoryChangeDetail, "before" | "after">) {
  const [form, setForm] = useState<"structure" | "text">("structure");
  useChoiceCommands({ id: "difference.form", options: FORM_COMMANDS, value: form, onChange: setForm });
  const left = before?.value ?? NOTHING;
  const right = after?.value ?? NOTHING;
  const counts = useMemo(() => difference(left, right).counts, [left, right]);
  const isReadable = (before === null || before.value !== null) && (after === null || after.value !== null);
  if (!isReadable) return <Lines before={before} after={after} />;
  const Drawn = form === "structure" ? StructuralDifference : TextDifference;
  const title =
    before === null
      ? "The record that was put in"
      : after === null
        ? "The record that was removed"
        : "Before and after";
  return (
    <section className="record-difference" aria-label={title}>
      <header className="record-difference-head">
        <h3>{title}</h3>
        {before === null || after === null ? null : <DifferenceCounts counts={counts} />}
        <Choice<"structure" | "text">
          label="Form"
          options={[
            { value: "structure", label: "Structure" },
            { value: "text", label: "Text" },
          ]}
          value={form}
          onChange={setForm}
        />
      </header>
      <div className="record-difference-body">
        <Drawn left={left} right={right} all={false} label={title} />
      </div>
    </section>
  );
}

/** What cannot be compared by value stands as it was in the file. */
function Lines({ before, after }: Pick<HistoryChangeDetail, "before" | "after">) {
  return (
    <section className="record-difference" aria-label="Before and after">
      {(["Before", "After"] as const).map((name) => {
        const line = name === "Before" ? before : after;
        if (line === null) return null;
        return (
          <div key={name}>
            <h3>{name}</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled with the keys */}
            <pre className="raw-line-text" tabIndex={0}>
              {harmlessJsonText(line.text)}
              {line.cut ? " … the rest of the line is left out here" : ""}
            </pre>
          </div>
        );
      })}
    </section>
  );
}
