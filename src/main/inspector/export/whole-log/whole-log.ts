import { scanStream } from "../../../event-store/integrity/scan-stream.ts";
import { type Verification, verifyProject } from "../../../event-store/integrity/verify-project.ts";
import { indexStream } from "../../index/load-log.ts";
import type { RecordSource } from "../../index/record-reader.ts";
import type { StreamIndex } from "../../index/stream-index.ts";
import type { LongCall } from "../../session/long-call.ts";

/** A log that is read stream by stream, whose index is never held as a whole. */
export interface WholeLog {
  readonly source: RecordSource;
  /** What the check says, which also needs all streams: an id that stands twice. */
  readonly verification: Verification;
}

export async function checkWholeLog(source: RecordSource, { signal, onProgress }: LongCall): Promise<WholeLog> {
  const verification = await verifyProject(source.eventsDir, {
    signal,
    onProgress: (done, total) => onProgress("Checking streams", done, total, "streams"),
  });
  return { source, verification };
}

/** Every stream as the app has it in its index, one after the other, in the order in which the app has them. */
export async function* readStreams(
  { source, verification: { references, byStream } }: WholeLog,
  { signal, onProgress }: LongCall,
): AsyncGenerator<StreamIndex, void, void> {
  const places = Map.groupBy(references.keys(), (place) => references[place]?.streamId ?? "");
  let done = 0;
  for (const numbers of places.values()) {
    signal.throwIfAborted();
    onProgress("Reading streams", done, places.size, "streams");
    const own = numbers.flatMap((place) => references[place] ?? []);
    const scans = await Promise.all(own.map((reference) => scanStream(source, reference)));
    const diagnoses = numbers.flatMap((place) => byStream[place] ?? []);
    yield (await indexStream(source, scans, diagnoses, {}, signal)).index;
    done += 1;
  }
}
