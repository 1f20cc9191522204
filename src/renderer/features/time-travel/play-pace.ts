export const PLAY_SPEEDS = ["0.5", "1", "2", "4", "fastest"] as const;
export type PlaySpeed = (typeof PLAY_SPEEDS)[number];

export const SPEED_LABELS: Readonly<Record<PlaySpeed, string>> = {
  "0.5": "0.5×",
  "1": "1×",
  "2": "2×",
  "4": "4×",
  fastest: "Fastest",
};

export const SPEED_COMMANDS = PLAY_SPEEDS.map((value) => ({
  value,
  title: `Speed of play: ${SPEED_LABELS[value].toLowerCase()}`,
}));

export interface PlayPace {
  /** Milliseconds that a state is shown, at least; 0 for no longer than it takes to draw it. */
  readonly everyMs: number;
  /** Events from one shown state to the next. */
  readonly stride: number;
}

/** An event at the speed of 1×. */
const EVENT_MS = 700;
/** What “fastest” comes to where states may not follow each other as fast as they can. */
const FASTEST_EVENT_MS = 50;
/** Three states a second: more of them would flicker, which is what reduced motion is asked against. */
const LEAST_SHOWN_MS = 350;

/**
 * How play goes on from state to state. With reduced motion the same events go by in the same time, but states between are left
 * out, so that no more than three a second are seen.
 */
export function playPace(speed: PlaySpeed, reducedMotion: boolean): PlayPace {
  if (speed === "fastest" && !reducedMotion) return { everyMs: 0, stride: 1 };
  const eventMs = speed === "fastest" ? FASTEST_EVENT_MS : EVENT_MS / Number(speed);
  const stride = reducedMotion ? Math.ceil(LEAST_SHOWN_MS / eventMs) : 1;
  return { everyMs: eventMs * stride, stride };
}

/** The next speed in a direction; the last one stays. */
export function speedBeside(speed: PlaySpeed, by: 1 | -1): PlaySpeed {
  return PLAY_SPEEDS[PLAY_SPEEDS.indexOf(speed) + by] ?? speed;
}
