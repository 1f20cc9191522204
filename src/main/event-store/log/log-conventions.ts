import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { type Dialect, dialectOf, PUBLISHED_DIALECT } from "./dialect.ts";
import { lastEventIn } from "./last-events.ts";
import type { LogSource } from "./read-stream.ts";
import { getShardPath, legacyShardPath } from "./shard.ts";
import type { StreamLayout } from "./stream-layout.ts";
import { type StreamReference, shardOf } from "./stream-reference.ts";
import { countRecords } from "./stream-tail.ts";

/** Names the shard folders of a stream, `ab/cd`. */
export type ShardFunction = (id: string) => string;

/** How a new stream is written, so that it is like the others of its log. */
export interface LogConventions {
  readonly layout: StreamLayout;
  readonly shard: ShardFunction;
  readonly dialect: Dialect;
  /** After so many records a rotated file is full. */
  readonly recordsPerFile: number;
}

/** What a shipped store rotates after, unless its folders show otherwise. */
export const DEFAULT_RECORDS_PER_FILE = 10_000;

/** A new log follows the published text. */
const PUBLISHED_CONVENTIONS: LogConventions = {
  layout: "documented",
  shard: getShardPath,
  dialect: PUBLISHED_DIALECT,
  recordsPerFile: DEFAULT_RECORDS_PER_FILE,
};

/** So many streams are read to see how records are written now; of several eras the latest counts. */
const SAMPLE = 16;

/** Sees from its streams how a log is written. */
export async function detectConventions(
  source: LogSource,
  streams: readonly StreamReference[],
): Promise<LogConventions> {
  const resources = streams.filter(({ streamId }) => streamId !== SYSTEM_STREAM);
  const telling = resources.length > 0 ? resources : streams;
  if (telling.length === 0) return PUBLISHED_CONVENTIONS;
  const layout = commonLayout(telling);
  return {
    layout,
    shard: explainingShard(resources),
    dialect: await latestDialect(
      source,
      telling.filter((stream) => stream.layout === layout),
    ),
    recordsPerFile: await shownRotation(source, streams),
  };
}

/** The shard function that explains where the most streams stand; the published one where none explains any. */
function explainingShard(streams: readonly StreamReference[]): ShardFunction {
  const explained = (shard: ShardFunction) =>
    streams.filter((stream) => shard(stream.streamId) === shardOf(stream)).length;
  return explained(legacyShardPath) > explained(getShardPath) ? legacyShardPath : getShardPath;
}

function commonLayout(streams: readonly StreamReference[]): StreamLayout {
  const shipped = streams.filter(({ layout }) => layout === "shipped").length;
  return shipped > streams.length / 2 ? "shipped" : "documented";
}

async function latestDialect(source: LogSource, streams: readonly StreamReference[]): Promise<Dialect> {
  const step = Math.max(1, streams.length / SAMPLE);
  const indexes = Array.from({ length: Math.min(SAMPLE, streams.length) }, (_, index) => Math.floor(index * step));
  const sample = indexes.flatMap((index) => streams[index] ?? []);
  const latest = (await Promise.all(sample.map((stream) => lastEventIn(source, stream))))
    .filter((stored) => stored !== undefined)
    .toSorted((left, right) => writtenAt(left.event.timestamp) - writtenAt(right.event.timestamp))
    .at(-1);
  return latest === undefined ? PUBLISHED_DIALECT : dialectOf(latest);
}

function writtenAt(timestamp: string | undefined): number {
  const time = Date.parse(timestamp ?? "");
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

async function shownRotation(source: LogSource, streams: readonly StreamReference[]): Promise<number> {
  const rotated = streams.find(({ files }) => files.length > 1);
  const fullFile = rotated?.files.at(-2);
  const shown = fullFile === undefined ? 0 : await countRecords(source, fullFile);
  return shown > 0 ? shown : DEFAULT_RECORDS_PER_FILE;
}
