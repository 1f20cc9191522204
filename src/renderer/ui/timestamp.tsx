import { classes } from "./classes.ts";
import { formatAgo, formatTime, type TimeDisplay, useNow, useTimeDisplay } from "./time-display.ts";

export interface TimestampProps {
  readonly value: string | null;
  /** Always this way, whatever was chosen for the app. */
  readonly as?: TimeDisplay;
  readonly milliseconds?: boolean;
  /** For a time that is the cell of a list itself: an element less to lay out in every row. */
  readonly role?: "gridcell";
  readonly className?: string;
}

/** A time as the person wants times written; the tooltip has it in full. */
export function Timestamp({ value, as, milliseconds = false, role, className }: TimestampProps) {
  const chosen = useTimeDisplay();
  if (value === null) {
    return (
      <span role={role} className={classes("faint", className)}>
        –
      </span>
    );
  }
  const display = as ?? chosen;
  return (
    // Written when it is pointed at: a list of times would spend most of its drawing on tooltips, and “ago” grows old.
    <time
      dateTime={value}
      role={role}
      className={className}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = inFull(value, display);
      }}
    >
      {display === "relative" ? <Ago value={value} /> : formatTime(value, display, milliseconds)}
    </time>
  );
}

function Ago({ value }: { readonly value: string }) {
  return formatAgo(value, useNow());
}

function inFull(value: string, display: TimeDisplay): string {
  const utc = `${formatTime(value, "utc", true)} UTC`;
  if (display === "relative") return `${utc}\n${formatTime(value, "local", true)} local`;
  return `${formatAgo(value, Date.now())}\n${utc}`;
}
