import { z } from "zod";
import { describeEvent } from "../../../../shared/events/describe-event.ts";
import type { StoredEvent } from "../../../../shared/events/stored-event.ts";
import { userName } from "../../../../shared/projection/user-name.ts";
import { isStreamUnreadableError } from "../../../event-store/errors/stream-unreadable-error.ts";
import { eventsOf } from "../../../event-store/log/read-stream.ts";
import { eventChoice, eventFilter } from "../event-filter.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { findStream, isSystemStream, openLog, sayMalformed } from "../open-log.ts";
import { alignColumns, shorten } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const logOptions = eventChoice.extend({
  /** The newest so many. */
  limit: z.int().optional(),
  json: z.literal(true).optional(),
});
export type LogOptions = z.infer<typeof logOptions>;

interface ListedEvent {
  readonly stream: string;
  readonly stored: StoredEvent;
}

/** Events held beside those that will be shown, before they are sorted out. */
const ROOM = 10_000;

/**
 * Lists events, oldest first: one stream in the order of its file, a project by time.
 *
 * @returns the exit code: 1 when a stream could not be read
 */
export async function log(
  folder: string,
  resourceId: string | undefined,
  options: LogOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const open = await openLog(folder, terminal);
  const fits = eventFilter(options, Date.now());
  const streams =
    resourceId === undefined
      ? new Set<string>(open.streams.map(({ streamId }) => streamId))
      : new Set<string>([findStream(open, resourceId)]);

  const { limit = Number.POSITIVE_INFINITY } = options;
  const newest = (events: ListedEvent[]) => {
    const ordered = streams.size > 1 ? inTimeOrder(events) : events;
    return limit < ordered.length ? ordered.slice(-limit) : ordered;
  };
  // Held to little more than what will be shown, so that the end of a huge log needs no huge memory.
  const mostHeld = limit + ROOM;
  let chosen: ListedEvent[] = [];
  const names = new Map<string, string>();
  let exitCode = 0;
  for (const stream of streams) {
    try {
      for await (const readings of open.read(stream)) {
        signal.throwIfAborted();
        sayMalformed(readings, terminal);
        for (const stored of eventsOf(readings)) {
          learnName(names, stream, stored);
          if (fits(stored)) chosen.push({ stream, stored });
        }
        if (chosen.length > mostHeld) chosen = newest(chosen);
      }
    } catch (error) {
      // The others are listed all the same.
      if (!isStreamUnreadableError(error) || streams.size === 1) throw error;
      terminal.say(`Error: ${harmlessText(error.message)}`);
      exitCode = 1;
    }
  }
  chosen = newest(chosen);

  if (options.json) printJson(chosen, terminal);
  else printRows(chosen, names, streams.size > 1, terminal);
  return exitCode;
}

function learnName(names: Map<string, string>, stream: string, { event }: StoredEvent): void {
  const payload: unknown = event.payload;
  if (names.has(stream) || typeof payload !== "object" || payload === null) return;
  const name: unknown = Reflect.get(payload, "name");
  if (typeof name === "string" && name !== "") names.set(stream, name);
}

/** Stable, so that events of one stream and one time stay as they stand; what is no time stays at its place in front. */
function inTimeOrder(events: readonly ListedEvent[]): ListedEvent[] {
  const time = ({ stored }: ListedEvent) => Date.parse(stored.event.timestamp ?? "") || 0;
  return events.toSorted((left, right) => time(left) - time(right));
}

/** One array, one event a line: a program reads it whole, a person with `head`. */
function printJson(events: readonly ListedEvent[], terminal: Terminal): void {
  if (events.length === 0) {
    terminal.print("[]");
    return;
  }
  for (const [index, { stream, stored }] of events.entries()) {
    const line = harmlessJson({ stream, ...stored });
    terminal.print(`${index === 0 ? "[" : " "}${line}${index === events.length - 1 ? "]" : ","}`);
  }
}

function printRows(
  events: readonly ListedEvent[],
  names: ReadonlyMap<string, string>,
  withStream: boolean,
  terminal: Terminal,
): void {
  const known = { resource: (id: string) => names.get(id) };
  const rows = events.map(({ stream, stored: { event, metadata } }) => [
    harmlessText(event.timestamp ?? ""),
    String(metadata.sequenceNumber),
    harmlessText(event.type),
    harmlessText(userName(event.userId ?? "")),
    ...(withStream ? [harmlessText(isSystemStream(stream) ? "system" : stream)] : []),
    describeEvent(event, known),
  ]);
  for (const line of alignColumns(rows, [1])) terminal.print(shorten(line, terminal.columns));
}
