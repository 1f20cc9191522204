import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { discoverStreams } from "../../event-store/log/discover-streams.ts";
import type { UnreadableFolder } from "../../event-store/log/walk-folders.ts";
import { buildStreamIndex } from "./build-stream-index.ts";
import type { GrowingDigest } from "./digest-stream.ts";
import { EventIdCounts } from "./event-id-counts.ts";
import { diagnosePlaces, indexStream, mergeDiagnoses, placeKey, type StreamPlace } from "./load-log.ts";
import { type Comparison, LogComparison, linksAmong } from "./log-comparison.ts";
import type { ProjectIndex } from "./project-index.ts";
import { type ReadSoFar, readLog } from "./read-log.ts";
import type { RecordSource } from "./record-reader.ts";
import { describeChange, type StreamChange } from "./stream-change.ts";
import type { StreamIndex } from "./stream-index.ts";

/** Digests of streams that grew are kept, so that the next event costs only itself. */
const MOST_GROWING = 50;
/** After so many streams others get their turn: putting 10,000 indexes together takes a while. */
const TURN = 250;

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** @param total undefined while it is not known @param read of the log up to now */
  onProgress(phase: string, done: number, total: number | undefined, read?: ReadSoFar): void;
}

/** Keeps a project's index in step with the log on disk: all of it at first, later only what changed. */
export class LiveLog {
  readonly #source: RecordSource;
  readonly #project: ProjectIndex;
  readonly #isReachable: () => Promise<boolean>;
  readonly #places = new Map<string, StreamPlace>();
  /** Which place a file of the log belongs to. */
  readonly #fileKeys = new Map<string, string>();
  readonly #growing = new Map<string, GrowingDigest>();
  /** How many records carry an event id; null until somebody needs it. */
  #eventIds: EventIdCounts | null = null;
  #hasDoubles = false;
  readonly #comparison: LogComparison;
  #unreadable: readonly UnreadableFolder[] = [];
  #links: readonly string[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** @param isReachable whether the log's folder is there; while it is away nothing counts as removed or unreadable */
  constructor(source: RecordSource, project: ProjectIndex, isReachable: () => Promise<boolean>) {
    this.#source = source;
    this.#project = project;
    this.#isReachable = isReachable;
    this.#comparison = new LogComparison(source);
  }

  /** Folders of the log that could not be listed. */
  get unreadable(): readonly UnreadableFolder[] {
    return this.#unreadable;
  }

  /** Symbolic links in the log, which are not followed. */
  get links(): readonly string[] {
    return this.#links;
  }

  /** Whether a line was seen half written, so that a second look is due. */
  get awaitsSecondLook(): boolean {
    return this.#comparison.halfWritten.length > 0;
  }

  /**
   * Reads and checks everything from disk, in place of what was known.
   * @returns false when the log was away, so that what was known stays
   * @throws the signal's reason
   */
  load({ signal, onProgress }: LoadOptions): Promise<boolean> {
    return this.#alone(async () => {
      const found = await discoverStreams(this.#source.fileSystem, this.#source.eventsDir, (streams) =>
        onProgress("Finding streams", streams, undefined),
      );
      signal?.throwIfAborted();
      const readings = await readLog(this.#source, found.streams, {
        ...(signal === undefined ? {} : { signal }),
        onProgress: (done, total, read) => onProgress("Reading streams", done, total, read),
      });
      const places = found.streams.flatMap((reference, index) => {
        const reading = readings[index];
        return reading === undefined ? [] : [{ reference, ...reading }];
      });
      const diagnoses = diagnosePlaces(places);
      const byStream = Map.groupBy(places.keys(), (index) => places[index]?.scan.streamId ?? "");
      const indexes: StreamIndex[] = [];
      const tellTogether = () => onProgress("Putting together what was read", indexes.length, byStream.size);
      for (const numbers of byStream.values()) {
        const own = numbers.flatMap((number) => diagnoses[number] ?? []);
        const [only, ...others] = numbers.flatMap((number) => places[number] ?? []);
        if (only === undefined) continue;
        if (indexes.length % TURN === 0) {
          tellTogether();
          await setImmediate();
        }
        if (others.length === 0) indexes.push(buildStreamIndex(only.scan, only.digest, mergeDiagnoses(own)));
        else
          indexes.push(
            await this.#readIndex(
              [only, ...others].map(({ scan }) => scan),
              own,
              signal,
            ),
          );
      }
      tellTogether();
      // Asked after the reading: the folder may have gone in the middle of it.
      if (this.#places.size > 0 && !(await this.#isReachable())) return false;
      const names = new Set(byStream.keys());
      const gone = Array.from(this.#project.streams(), ({ streamId }) => streamId).filter((name) => !names.has(name));
      this.#places.clear();
      this.#fileKeys.clear();
      this.#growing.clear();
      this.#comparison.forgetHalfLines();
      for (const place of places) this.#keep(place);
      this.#eventIds = null;
      this.#hasDoubles = diagnoses.some(({ findings }) => findings.some(isBetweenStreams));
      this.#unreadable = found.unreadable;
      this.#links = linksAmong(found);
      this.#project.change(indexes, gone);
      return true;
    });
  }

  /** Prepares for the first change, so that it is shown as soon as later ones. To be called once nobody waits. */
  prepare(): Promise<void> {
    return this.#alone(async () => {
      const counts = new EventIdCounts();
      let done = 0;
      for (const { scan } of this.#places.values()) {
        counts.add(scan);
        done += 1;
        if (done % TURN === 0) await setImmediate();
      }
      this.#eventIds = counts;
      this.#project.chronological();
    });
  }

  /**
   * Looks at files that are said to have changed; at all of them when no path is given or one is not known.
   * @param paths absolute
   * @returns what has changed in fact
   */
  update(paths: readonly string[] | null): Promise<readonly StreamChange[]> {
    return this.#alone(async () => {
      const known = paths === null ? null : this.#keysOf(paths);
      const comparison = await this.#compare(known);
      // The folder may have been away just for the moment of the walk.
      const isAllGone = comparison.removed.length > 0 && comparison.removed.length === this.#places.size;
      return this.#apply(isAllGone ? await this.#compare(null) : comparison);
    });
  }

  /** Looks again at lines that were half written. */
  secondLook(): Promise<readonly StreamChange[]> {
    return this.#alone(async () => this.#apply(await this.#compare(this.#comparison.halfWritten)));
  }

  /** Reads one stream again from its first byte. */
  reload(streamId: string): Promise<readonly StreamChange[]> {
    return this.#alone(async () => {
      const places = [...this.#places.values()].filter(({ scan }) => scan.streamId === streamId);
      this.#growing.delete(streamId);
      const read = await Promise.all(places.map(({ reference }) => this.#comparison.readAnew(reference)));
      return this.#apply({ read, removed: [] });
    });
  }

  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #compare(keys: readonly string[] | null): Promise<Comparison> {
    const some = keys === null ? null : await this.#comparison.compareSome(this.#places, keys);
    return some ?? (await this.#comparison.compareAll(this.#places));
  }

  #keep({ reference, scan, diagnosis }: StreamPlace): void {
    const key = placeKey(reference);
    this.#places.set(key, { reference, scan, diagnosis });
    for (const file of reference.files) this.#fileKeys.set(file, key);
  }

  /** @returns null when a path belongs to no stream that is known. */
  #keysOf(paths: readonly string[]): readonly string[] | null {
    const keys = new Set<string>();
    const start = join(this.#source.eventsDir, "/");
    for (const path of paths) {
      if (!path.startsWith(start)) return null;
      const key = this.#fileKeys.get(path.slice(start.length).replaceAll("\\", "/"));
      if (key === undefined) return null;
      keys.add(key);
    }
    return [...keys];
  }

  async #apply({ read, removed, unreadable, links }: Comparison): Promise<readonly StreamChange[]> {
    this.#unreadable = unreadable ?? this.#unreadable;
    this.#links = links ?? this.#links;
    if (read.length + removed.length === 0) return [];
    // Asked after the comparison: the folder may have gone in the middle of it.
    const isLoss = removed.length > 0 || read.some(({ scan }) => scan.unreadable.length > 0);
    if (isLoss && !(await this.#isReachable())) return [];
    const touched = new Set<string>();
    const before = new Map<string, StreamIndex | undefined>();
    const eventIds = this.#knownEventIds();
    let mustCombine = this.#hasDoubles;
    for (const key of removed) {
      const place = this.#places.get(key);
      if (place === undefined) continue;
      touched.add(place.scan.streamId);
      this.#forget(key, place, eventIds);
    }
    for (const place of read) {
      const key = placeKey(place.reference);
      const old = this.#places.get(key);
      touched.add(place.scan.streamId);
      if (!place.grew) this.#growing.delete(place.scan.streamId);
      if (old !== undefined) this.#forget(key, old, eventIds);
      this.#keep(place);
      if (eventIds.add(place.scan)) mustCombine = true;
    }
    for (const streamId of touched) before.set(streamId, this.#project.get(streamId));
    if (this.#placesOf(touched).some((places) => places.length > 1)) mustCombine = true;
    const diagnoses = mustCombine ? this.#combine() : new Map<string, StreamDiagnosis>();
    const indexes: StreamIndex[] = [];
    for (const places of this.#placesOf(touched)) {
      const own = places.map((place) => diagnoses.get(placeKey(place.reference)) ?? place.diagnosis);
      indexes.push(
        await this.#readIndex(
          places.map(({ scan }) => scan),
          own,
        ),
      );
    }
    if (mustCombine) indexes.push(...this.#rediagnosed(touched, diagnoses));
    const there = new Set(indexes.map(({ streamId }) => streamId));
    const gone = [...touched].filter((streamId) => !there.has(streamId));
    this.#project.change(indexes, gone);
    return [...touched].flatMap((streamId) =>
      describeChange(streamId, before.get(streamId), this.#project.get(streamId)),
    );
  }

  #knownEventIds(): EventIdCounts {
    if (this.#eventIds !== null) return this.#eventIds;
    const counts = new EventIdCounts();
    for (const { scan } of this.#places.values()) counts.add(scan);
    this.#eventIds = counts;
    return counts;
  }

  #placesOf(streamIds: ReadonlySet<string>): readonly (readonly StreamPlace[])[] {
    const wanted: [key: string, place: StreamPlace][] = [];
    for (const entry of this.#places) if (streamIds.has(entry[1].scan.streamId)) wanted.push(entry);
    return [...Map.groupBy(inOrder(wanted), ({ scan }) => scan.streamId).values()];
  }

  #forget(key: string, place: StreamPlace, eventIds: EventIdCounts): void {
    this.#places.delete(key);
    for (const file of place.reference.files) this.#fileKeys.delete(file);
    eventIds.remove(place.scan);
  }

  #combine(): Map<string, StreamDiagnosis> {
    const places = inOrder([...this.#places]);
    const diagnoses = diagnosePlaces(places);
    this.#hasDoubles = diagnoses.some(({ findings }) => findings.some(isBetweenStreams));
    return new Map(
      places.flatMap((place, index) => {
        const diagnosis = diagnoses[index];
        return diagnosis === undefined ? [] : [[placeKey(place.reference), diagnosis]];
      }),
    );
  }

  /** Streams that did not change themselves, but of which something else is said now. */
  #rediagnosed(touched: ReadonlySet<string>, diagnoses: ReadonlyMap<string, StreamDiagnosis>): StreamIndex[] {
    const byStream = Map.groupBy(inOrder([...this.#places]), ({ scan }) => scan.streamId);
    return [...byStream].flatMap(([streamId, places]) => {
      const index = this.#project.get(streamId);
      if (touched.has(streamId) || index === undefined) return [];
      const merged = mergeDiagnoses(places.map((place) => diagnoses.get(placeKey(place.reference)) ?? place.diagnosis));
      if (sameFindings(merged.findings, index.findings)) return [];
      return [buildStreamIndex(index.scan, index, merged)];
    });
  }

  async #readIndex(
    scans: readonly StreamScan[],
    diagnoses: readonly StreamDiagnosis[],
    signal?: AbortSignal,
  ): Promise<StreamIndex> {
    const streamId = scans[0]?.streamId ?? "";
    const before =
      scans.length === 1 ? { growing: this.#growing.get(streamId), index: this.#project.get(streamId) } : {};
    const { index, growing } = await indexStream(this.#source, scans, diagnoses, before, signal);
    this.#growing.delete(streamId);
    if (this.#eventIds !== null && scans.length === 1) this.#growing.set(streamId, growing);
    const [oldest] = this.#growing.keys();
    if (this.#growing.size > MOST_GROWING && oldest !== undefined) this.#growing.delete(oldest);
    return index;
  }
}

/** As a walk of the log finds them: of two that hold the same, the second is the double. */
function inOrder(places: readonly (readonly [key: string, place: StreamPlace])[]): StreamPlace[] {
  return places.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, place]) => place);
}

function isBetweenStreams({ code }: { readonly code: string }): boolean {
  return code === "duplicate-event-id" || code === "duplicate-stream";
}

function sameFindings(left: StreamIndex["findings"], right: StreamIndex["findings"]): boolean {
  return left.length === right.length && left.every((finding, index) => finding.id === right[index]?.id);
}
