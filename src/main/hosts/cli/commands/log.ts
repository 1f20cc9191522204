import { z } from "zod";
import { describeEvent } from "../../../../shared/events/describe-event.ts";
import type { StoredEvent } from "../../../../shared/events/stored-event.ts";
import { userName } from "../../../../shared/projection/user-name.ts";
import { plural } from "../../../../shared/text/plural.ts";
import { isStreamUnreadableError } from "../../../event-store/errors/stream-unreadable-error.ts";
import { nodeFileSystem } from "../../../event-store/file-system.ts";
import { eventsOf } from "../../../event-store/log/read-stream.ts";
import { eventChoice, eventFilter } from "../event-filter.ts";
import { harmlessJson, harmlessText } from "../harmless.ts";
import { type ListedEvent, ListedEvents } from "../listed-events.ts";
import { findStream, isSystemStream, openLog, sayMalformed } from "../open-log.ts";
import { alignColumns, columnWidths, shorten } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const logOptions = eventChoice.extend({
  /** The newest so many. */
  limit: z.int().optional(),
  json: z.literal(true).optional(),
});
export type LogOptions = z.infer<typeof logOptions>;

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
  const fits = await eventFilter(options, Date.now());
  const streams =
    resourceId === undefined
      ? new Set<string>(open.streams.map(({ streamId }) => streamId))
      : new Set<string>([findStream(open, resourceId)]);

  const { limit = Number.POSITIVE_INFINITY } = options;
  const listed = new ListedEvents({ limit, isByTime: streams.size > 1 });
  const names = new Map<string, string>();
  let seen = 0;
  let exitCode = 0;
  for (const stream of streams) {
    try {
      for await (const readings of open.read(stream)) {
        signal.throwIfAborted();
        sayMalformed(readings, terminal);
        for (const stored of eventsOf(readings)) {
          seen += 1;
          learnName(names, stream, stored);
          if (fits(stored)) listed.add(stream, stored);
        }
      }
    } catch (error) {
      // The others are listed all the same.
      if (!isStreamUnreadableError(error) || streams.size === 1) throw error;
      terminal.say(`Error: ${harmlessText(error.message)}`);
      exitCode = 1;
    }
  }
  const source = { fileSystem: nodeFileSystem, eventsDir: open.project.eventsDir };
  const write = options.json ? writeJson : writeRows(names, streams.size > 1, terminal.columns);
  let printed = 0;
  for await (const events of listed.read(source)) {
    signal.throwIfAborted();
    if (events.length > 0) await terminal.printPiece(write(events, printed === 0));
    printed += events.length;
  }
  if (options.json) await terminal.printPiece(printed === 0 ? "[]\n" : "]\n");
  if (printed === 0 && seen > 0) terminal.say(`No event fits: ${plural(seen, "event")} looked at.`);
  return exitCode;
}

function learnName(names: Map<string, string>, stream: string, { event }: StoredEvent): void {
  const payload: unknown = event.payload;
  if (names.has(stream) || typeof payload !== "object" || payload === null) return;
  const name: unknown = Reflect.get(payload, "name");
  if (typeof name === "string" && name !== "") names.set(stream, name);
}

/** Gives the text for some events more; the first begin the list. */
type WriteEvents = (events: readonly ListedEvent[], isFirst: boolean) => string;

/** One array, one event a line: a program reads it whole, a person with `head`. */
const writeJson: WriteEvents = (events, isFirst) => {
  const lines = events.map(({ stream, stored }) => harmlessJson({ stream, ...stored }));
  return `${isFirst ? "[" : ",\n "}${lines.join(",\n ")}`;
};

/** Columns only grow from page to page, so that a long list stays in line. */
function writeRows(names: ReadonlyMap<string, string>, withStream: boolean, columns: number | undefined): WriteEvents {
  const known = { resource: (id: string) => names.get(id) };
  let widths: number[] = [];
  return (events) => {
    const rows = events.map(({ stream, stored: { event, metadata } }) => [
      harmlessText(event.timestamp ?? ""),
      String(metadata.sequenceNumber),
      harmlessText(event.type),
      harmlessText(userName(event.userId ?? "")),
      ...(withStream ? [harmlessText(isSystemStream(stream) ? "system" : stream)] : []),
      harmlessText(describeEvent(event, known)),
    ]);
    // The sentences come last and need no width of their own.
    widths = columnWidths(
      rows.map((row) => row.slice(0, -1)),
      widths,
    );
    return alignColumns(rows, [1], widths)
      .map((line) => `${shorten(line, columns)}\n`)
      .join("");
  };
}
