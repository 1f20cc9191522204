import { formatAgo, formatTime, type TimeDisplay, useNow, useTimeDisplay } from "./time-display.ts";

export interface TimestampProps {
  readonly value: string | null;
  /** Always this way, whatever was chosen for the app. */
  readonly as?: TimeDisplay;
  readonly milliseconds?: boolean;
}

/** A time as the person wants times written; the tooltip has it in full. */
export function Timestamp({ value, as, milliseconds = false }: TimestampProps) {
  const chosen = useTimeDisplay();
  const now = useNow();
  if (value === null) return <span className="faint">–</span>;
  const display = as ?? chosen;
  const full = `${formatTime(value, "utc", true)} UTC`;
  return (
    <time
      dateTime={value}
      title={
        display === "relative"
          ? `${full}\n${formatTime(value, "local", true)} local`
          : `${formatAgo(value, now)}\n${full}`
      }
    >
      {display === "relative" ? formatAgo(value, now) : formatTime(value, display, milliseconds)}
    </time>
  );
}
