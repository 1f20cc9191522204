import { createHash } from "node:crypto";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { recordedText } from "../../../shared/events/recorded-value.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { ResourceProjection } from "../../../shared/projection/resource-projection.ts";
import { emptyView, type ResourceView } from "../../../shared/projection/resource-view.ts";
import { viewText } from "../../event-store/views/view-file.ts";
import { digestRecord } from "./record-digest.ts";
import { type RecordSource, readRecords } from "./record-reader.ts";
import { type ResourceFacts, replayOrder, type StreamDigest } from "./stream-index.ts";
import { type TextChunk, textChunk } from "./stream-text.ts";

/** A digest that can be continued when the stream grows. */
export interface GrowingDigest {
  readonly digest: StreamDigest;
  /** Null where the stream is not in sequence order, so that a record more may belong before others. */
  readonly projection: ResourceProjection | null;
}

/** Records whose texts make one chunk. */
const CHUNK = 5000;

/**
 * Reads the payloads of a stream: all of them, or those behind what an earlier digest holds.
 * @throws the signal's reason, or the system's error when a file cannot be opened
 */
export async function digestStream(
  source: RecordSource,
  scan: StreamScan,
  before?: GrowingDigest,
  signal?: AbortSignal,
): Promise<GrowingDigest> {
  const isOrdered = replayOrder(scan.records).positions === null;
  const known = isOrdered && before?.projection ? before : undefined;
  const projection = known?.projection ?? new ResourceProjection(emptyView(scan.streamId));
  const jobs = [...(known?.digest.jobs ?? [])];
  const annotations = [...(known?.digest.annotations ?? [])];
  const chunks: TextChunk[] = [...(known?.digest.texts ?? [])];
  const unordered: StoredEvent[] = [];
  let texts: string[] = [];
  for await (const { reading } of readRecords(source, scan, scan.records.slice(jobs.length))) {
    signal?.throwIfAborted();
    if (reading.ok) {
      const { jobId, annotationId, text } = digestRecord(reading.stored);
      jobs.push(jobId);
      annotations.push(annotationId);
      texts.push(text);
      if (isOrdered) projection.apply(reading.stored.event);
      else unordered.push(reading.stored);
    } else {
      jobs.push(null);
      annotations.push(null);
      texts.push("");
    }
    if (texts.length === CHUNK) {
      chunks.push(textChunk(texts));
      texts = [];
    }
  }
  if (texts.length > 0) chunks.push(textChunk(texts));
  unordered.sort((left, right) => left.metadata.sequenceNumber - right.metadata.sequenceNumber);
  for (const { event } of unordered) projection.apply(event);
  const view = projection.view();
  const hasView = scan.streamId !== SYSTEM_STREAM && projection.version > 0;
  return {
    digest: {
      jobs,
      annotations,
      texts: mergeSmall(chunks),
      facts: factsOf(view),
      viewDigest: hasView ? viewDigest(viewText(view)) : null,
    },
    projection: isOrdered ? projection : null,
  };
}

/** Identifies the text of a view without keeping it. */
export function viewDigest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function factsOf({ resource, annotations }: ResourceView): ResourceFacts {
  const [original] = resource.representations;
  return {
    name: resource.name,
    entityTypes: resource.entityTypes,
    annotations: annotations.annotations.length,
    archived: resource.archived,
    mediaType: recordedText(original?.mediaType) ?? null,
    storageUri: resource.storageUri ?? null,
  };
}

/** A stream that grows by single records would otherwise be searched chunk by tiny chunk. */
function mergeSmall(chunks: readonly TextChunk[]): readonly TextChunk[] {
  const merged: TextChunk[] = [];
  for (const chunk of chunks) {
    const last = merged.at(-1);
    if (last === undefined || last.ends.length + chunk.ends.length > CHUNK) merged.push(chunk);
    else merged[merged.length - 1] = joinChunks(last, chunk);
  }
  return merged;
}

function joinChunks(left: TextChunk, right: TextChunk): TextChunk {
  const start = left.bytes.length + 1;
  const bytes = new Uint8Array(start + right.bytes.length);
  bytes.set(left.bytes);
  bytes.set(right.bytes, start);
  const ends = new Uint32Array(left.ends.length + right.ends.length);
  ends.set(left.ends);
  ends.set(
    right.ends.map((end) => end + start),
    left.ends.length,
  );
  return { bytes, ends };
}
