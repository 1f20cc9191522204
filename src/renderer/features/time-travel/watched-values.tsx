import { X } from "lucide-react";
import { useMemo } from "react";
import type { JsonTrail } from "../../../shared/ipc/json-value.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { useCall } from "../../app/use-call.ts";
import { IconButton } from "../../ui/button.tsx";
import { writeJsonPath } from "../../ui/json-tree/json-path.ts";
import { previewJson } from "../../ui/json-tree/json-preview.ts";
import { formatCount } from "../../ui/numbers.ts";
import { useSteady } from "../../ui/use-steady.ts";
import "../../ui/link.css";
import "./value-history.css";
import "./watched-values.css";

/** Steps before and after the shown one whose values are listed. */
const AROUND = 100;

export interface WatchedValuesProps {
  readonly stream: string;
  readonly step: number;
  readonly steps: number;
  readonly paths: readonly JsonTrail[];
  onStep(step: number): void;
  onRemove(path: JsonTrail): void;
}

/** Pinned values, and what they were after each event around the shown one. */
export function WatchedValues({ stream, step, steps, paths, onStep, onRemove }: WatchedValuesProps) {
  const fromStep = Math.max(0, Math.floor((step - AROUND) / 50) * 50);
  const toStep = Math.min(steps, fromStep + 2 * AROUND + 50);
  const { data } = useCall(
    "travel.watch",
    { stream, paths: paths.map((path) => [...path]), fromStep, toStep },
    { enabled: paths.length > 0, keepPrevious: true },
  );
  const remove = useSteady(onRemove);
  useCommands(
    useMemo(
      () =>
        paths.map((path): Command => {
          const label = writeJsonPath(path);
          return {
            id: `watched.remove.${label}`,
            title: `Stop watching ${label}`,
            group: "This place",
            words: "unpin value",
            run: () => remove(path),
          };
        }),
      [paths, remove],
    ),
  );
  if (paths.length === 0) {
    return (
      <p className="value-history-note">
        Nothing is watched. Point at a value in the view and choose “Watch this value”, or select it and press{" "}
        <kbd>w</kbd>, to see here what it was after each event.
      </p>
    );
  }
  const columns = paths.map((path) => ({ path, key: JSON.stringify(path), label: writeJsonPath(path) }));
  return (
    <div className="watched">
      <table className="watched-table">
        <thead>
          <tr>
            <th scope="col">Event</th>
            {columns.map(({ path, key, label }) => (
              <th key={key} scope="col">
                <span className="watched-head">
                  <code className="cut" title={label}>
                    {label}
                  </code>
                  <IconButton
                    size="small"
                    label={`Stop watching ${label}`}
                    icon={<X size={12} />}
                    onPress={(target) => {
                      focusTabOf(target);
                      onRemove(path);
                    }}
                  />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data?.rows.map((row) => (
            <tr key={row.step} aria-current={row.step === step || undefined} data-later={row.step > step || undefined}>
              <th scope="row">
                <button type="button" className="link" onClick={() => onStep(row.step)}>
                  {row.step === 0 ? "start" : formatCount(row.step)}
                </button>
              </th>
              {columns.map(({ key }) => (
                <td key={key} data-changed={row.changed.includes(key) || undefined}>
                  <span className="cut">
                    {Object.hasOwn(row.values, key) ? previewJson(row.values[key] ?? null) : "–"}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The button goes with its column: keys go on from the tab above. */
function focusTabOf(element: Element): void {
  const tab = element.closest("[role=tabpanel]")?.getAttribute("aria-labelledby") ?? null;
  if (tab !== null) document.getElementById(tab)?.focus();
}
