import { useEffect, useMemo, useRef, useState } from "react";
import type { ViewPoint } from "../../../shared/ipc/model/views.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { say } from "../../app/notice.tsx";
import { countOf } from "../../ui/numbers.ts";
import { Select } from "../../ui/select.tsx";
import { formatTime, useZone } from "../../ui/time-display.ts";
import { useSteady } from "../../ui/use-steady.ts";
import "./difference.css";

const KINDS = [
  { value: "disk", label: "View on disk" },
  { value: "head", label: "Newest state" },
  { value: "step", label: "After event" },
  { value: "sequence", label: "At sequence number" },
  { value: "time", label: "At a time" },
] as const;

export interface PointPickerProps {
  /** “From”, “To” */
  readonly name: string;
  readonly point: ViewPoint;
  /** Number of events, the largest step. */
  readonly steps: number;
  onChange(point: ViewPoint): void;
}

/** Chooses a state of a view. Times are those of the clock that times are shown by. */
export function PointPicker({ name, point, steps, onChange }: PointPickerProps) {
  const zone = useZone();
  const picker = useRef<HTMLSpanElement>(null);
  const asked = useRef<ViewPoint["kind"] | null>(null);
  const choose = useSteady((kind: ViewPoint["kind"]) => onChange(firstOf(kind, steps)));
  // Who chooses by a command means to type next; a choice in the list stays at the list.
  useEffect(() => {
    if (asked.current !== point.kind) return;
    asked.current = null;
    const field = picker.current?.querySelector("input") ?? picker.current?.querySelector("select");
    field?.focus();
  }, [point.kind]);
  useCommands(
    useMemo(
      () =>
        KINDS.filter(({ value }) => value !== point.kind).map(
          ({ value, label }): Command => ({
            id: `point.${name}.${value}`,
            title: `${name}: ${label.toLowerCase()}`,
            group: "This place",
            words: "state jump go to point",
            run: () => {
              asked.current = value;
              choose(value);
            },
          }),
        ),
      [name, point.kind, choose],
    ),
  );
  return (
    <span ref={picker} className="point-picker">
      <span className="point-picker-name">{name}</span>
      <Select label={`${name}: which state`} options={KINDS} value={point.kind} onChange={choose} />
      {point.kind === "step" ? (
        <NumberInput
          name={`${name}: event`}
          // A link may name more events than there are; the state shown is then the last one. None are known at first.
          value={steps > 0 ? Math.min(point.step, steps) : point.step}
          most={steps}
          onChange={(step) => onChange({ kind: "step", step })}
        />
      ) : null}
      {point.kind === "sequence" ? (
        <NumberInput
          name={`${name}: sequence number`}
          value={point.sequence}
          most={Number.MAX_SAFE_INTEGER}
          onChange={(sequence) => onChange({ kind: "sequence", sequence })}
        />
      ) : null}
      {point.kind === "time" ? (
        <>
          <input
            key={zone}
            type="datetime-local"
            step="1"
            className="field-input field-input-wide"
            aria-label={`${name}: time (${ZONE_WORDS[zone]})`}
            defaultValue={formatTime(point.time, zone).replace(" ", "T")}
            onChange={(event) => {
              const time = readSecond(event.currentTarget.value, zone);
              if (time !== null) onChange({ kind: "time", time });
            }}
          />
          <span className="faint">{ZONE_WORDS[zone]}</span>
        </>
      ) : null}
    </span>
  );
}

interface NumberInputProps {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  onChange(value: number): void;
}

/** The state follows when the field is left or Enter is pressed, so that no state in between is asked for. */
function NumberInput({ name, value, most, onChange }: NumberInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft === null) return;
    setDraft(null);
    if (!/^\d{1,15}$/u.test(draft)) {
      if (draft.trim() !== "") say(`“${draft}” is no whole number`);
      return;
    }
    if (Number(draft) > most) say(`There are only ${countOf(most, "event")}`);
    onChange(Math.min(most, Number(draft)));
  };
  return (
    <input
      className="field-input"
      inputMode="numeric"
      aria-label={name}
      value={draft ?? String(value)}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setDraft(null);
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        setDraft(null);
        onChange(Math.min(most, Math.max(0, value + (event.key === "ArrowUp" ? 1 : -1))));
      }}
    />
  );
}

function firstOf(kind: ViewPoint["kind"], steps: number): ViewPoint {
  switch (kind) {
    case "step":
      return { kind, step: Math.max(0, steps - 1) };
    case "sequence":
      return { kind, sequence: 1 };
    case "time":
      return { kind, time: new Date().toISOString() };
    default:
      return { kind };
  }
}

const ZONE_WORDS = { local: "local time", utc: "UTC" };

/** The end of the second that was typed: an event that is shown with this time has happened then. */
function readSecond(text: string, zone: "local" | "utc"): string | null {
  const time = new Date(zone === "utc" ? `${text}Z` : text).getTime();
  return Number.isNaN(time) ? null : new Date(Math.floor(time / 1000) * 1000 + 999).toISOString();
}
