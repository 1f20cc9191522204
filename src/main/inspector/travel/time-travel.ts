import type { z } from "zod";
import { isSameValue } from "../../../shared/difference/difference.ts";
import type { METHODS, MethodInput, MethodOutput } from "../../../shared/ipc/contract.ts";
import type { JsonValue } from "../../../shared/ipc/json-value.ts";
import type { TravelStep, TravelTrack, ViewPoint, ViewState } from "../../../shared/ipc/model/views.ts";
import { userName } from "../../../shared/projection/user-name.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordSource } from "../index/record-reader.ts";
import type { RecordStore } from "../index/record-store.ts";
import { positionOfStep, recordAt, type StreamIndex } from "../index/stream-index.ts";
import { describeRecords } from "../timeline/describe-records.ts";
import { streamOf } from "../timeline/event-selection.ts";
import type { DiskView } from "./disk-view.ts";
import { blamePath } from "./path-blame.ts";
import { StreamReplay } from "./stream-replay.ts";
import { proofAfter, stepAtSequence, stepAtTime, travelTrack } from "./travel-track.ts";
import { anchorTrail, valueAt } from "./value-path.ts";
import { ViewSnapshots } from "./view-snapshots.ts";

type ViewQuestion = z.output<(typeof METHODS)["view.read"]["input"]>;

/** Streams whose checkpoints are kept. */
const MOST_REPLAYS = 3;
const MOST_WATCHED_STEPS = 500;

export interface TimeTravelOptions {
  readonly project: ProjectIndex;
  readonly records: RecordStore;
  readonly source: RecordSource;
  readonly readDiskView: (stream: StreamIndex) => Promise<DiskView>;
}

/** The views of a project's streams at any point, and what set their values. */
export class TimeTravel {
  readonly #options: TimeTravelOptions;
  readonly #snapshots = new ViewSnapshots();
  /** Least recently used first. */
  readonly #replays = new Map<string, StreamReplay>();

  constructor(options: TimeTravelOptions) {
    this.#options = options;
  }

  /** The newest view of a stream, or that after a step. @throws ContractError `not-found` */
  viewAfter(streamId: string, step?: number): Promise<JsonValue> {
    const replay = this.#replayOf(streamId);
    return replay.viewAfter(step ?? replay.stream.scan.records.length);
  }

  viewsAfter(
    streamId: string,
    from: number,
    to: number,
    visit: (step: number, view: JsonValue) => void,
  ): Promise<void> {
    return this.#replayOf(streamId).viewsAfter(from, to, visit);
  }

  async read({ stream: streamId, point, base }: ViewQuestion): Promise<ViewState> {
    const stream = streamOf(this.#options.project, streamId);
    if (point.kind === "disk") return this.#diskState(stream, point, base);
    const step = stepOf(stream, point);
    const view = await this.#replayOf(streamId).viewAfter(step);
    if (step === 0) {
      return {
        ...NOWHERE,
        stream: streamId,
        point,
        view: null,
        step,
        problem: "Nothing has happened yet at this point.",
      };
    }
    const position = positionOfStep(stream.replay, step);
    const { sequence, timestamp } = recordAt(stream, position);
    const reference = { stream: streamId, position };
    const proof = proofAfter(stream, step);
    const part = this.#snapshots.part(view, base);
    return { ...NOWHERE, ...part, stream: streamId, point, step, sequence, timestamp, reference, proof };
  }

  /** Items that `read` has left out of a view. @throws ContractError `not-found` */
  items({ snapshot, path, offset }: MethodInput<"view.items">): MethodOutput<"view.items"> {
    return { items: this.#snapshots.items(snapshot, path, offset) };
  }

  track(streamId: string): TravelTrack {
    return travelTrack(streamOf(this.#options.project, streamId));
  }

  async steps({ stream: streamId, offset, limit }: MethodInput<"travel.steps">): Promise<TravelStep[]> {
    const stream = streamOf(this.#options.project, streamId);
    const count = Math.max(0, Math.min(limit, stream.scan.records.length - offset));
    return this.#describe(
      stream,
      Array.from({ length: count }, (_, index) => offset + index + 1),
    );
  }

  async watch({
    stream: streamId,
    paths,
    fromStep,
    toStep,
  }: MethodInput<"travel.watch">): Promise<MethodOutput<"travel.watch">> {
    const replay = this.#replayOf(streamId);
    const last = Math.min(toStep, replay.stream.scan.records.length, fromStep + MOST_WATCHED_STEPS - 1);
    const watched = paths.map((path) => ({ key: JSON.stringify(path), path: anchorTrail(path) }));
    const rows: MethodOutput<"travel.watch">["rows"] = [];
    let before: Readonly<Record<string, JsonValue>> = {};
    await replay.viewsAfter(Math.max(0, fromStep - 1), last, (step, view) => {
      const values: Record<string, JsonValue> = {};
      for (const { key, path } of watched) {
        const value = valueAt(view, path);
        if (value !== undefined) values[key] = value;
      }
      const changed = watched.map(({ key }) => key).filter((key) => !isSameEntry(before, values, key));
      if (step >= fromStep) rows.push({ step, values, changed });
      before = values;
    });
    return { rows };
  }

  async blame({ stream: streamId, step, path }: MethodInput<"view.blame">): Promise<MethodOutput<"view.blame">> {
    const stream = streamOf(this.#options.project, streamId);
    const until = Math.min(step, stream.scan.records.length);
    const { steps, truncated } = await blamePath(this.#replayOf(streamId), until, path);
    const described = await this.#describe(
      stream,
      steps.map((blamed) => blamed.step),
    );
    const entries = steps.flatMap(({ step: at, ...values }, index) => {
      const shown = described[index];
      if (shown === undefined) return [];
      const { proof: _proof, ...rest } = shown;
      const { userId } = recordAt(stream, positionOfStep(stream.replay, at));
      return [{ ...rest, userName: userName(userId), path, ...values }];
    });
    return { entries, truncated };
  }

  /** What a page needs to know of a step. */
  async describeStep(streamId: string, step: number): Promise<TravelStep> {
    const [described] = await this.#describe(streamOf(this.#options.project, streamId), [step]);
    if (described === undefined) throw new RangeError(`${streamId} has no step ${step}.`);
    return described;
  }

  async #describe(stream: StreamIndex, steps: readonly number[]): Promise<TravelStep[]> {
    const { project, records } = this.#options;
    const places = steps.map((step) => ({ step, position: positionOfStep(stream.replay, step) }));
    const codes = places.flatMap(({ position }) => project.codeOf({ stream: stream.streamId, position }) ?? []);
    const summaries = await describeRecords({ project, records }, codes, await records.readAll(codes));
    return places.map(({ step, position }, index) => {
      const { sequence, timestamp, type } = recordAt(stream, position);
      const reference = { stream: stream.streamId, position };
      const summary = summaries[index] ?? "";
      return { step, reference, sequence, timestamp, type, summary, proof: proofAfter(stream, step) };
    });
  }

  async #diskState(stream: StreamIndex, point: ViewPoint, base: string | undefined): Promise<ViewState> {
    const { view, file, problem, unreadable } = await this.#options.readDiskView(stream);
    const part = view === null ? { view } : this.#snapshots.part(view, base);
    return { ...NOWHERE, ...part, stream: stream.streamId, point, file, problem, unreadable };
  }

  #replayOf(streamId: string): StreamReplay {
    const stream = streamOf(this.#options.project, streamId);
    const known = this.#replays.get(streamId);
    const replay = known?.stream === stream ? known : new StreamReplay(this.#options.source, stream);
    this.#replays.delete(streamId);
    this.#replays.set(streamId, replay);
    const [oldest] = this.#replays.keys();
    if (this.#replays.size > MOST_REPLAYS && oldest !== undefined) this.#replays.delete(oldest);
    return replay;
  }
}

const NOWHERE = {
  snapshot: null,
  parts: [],
  step: null,
  sequence: null,
  timestamp: null,
  reference: null,
  proof: null,
  file: null,
  problem: null,
  unreadable: false,
};

function stepOf(stream: StreamIndex, point: Exclude<ViewPoint, { kind: "disk" }>): number {
  const newest = stream.scan.records.length;
  switch (point.kind) {
    case "step":
      return Math.min(point.step, newest);
    case "sequence":
      return stepAtSequence(stream, point.sequence);
    case "time":
      return stepAtTime(stream, Date.parse(point.time));
    case "head":
      return newest;
  }
}

function isSameEntry(
  before: Readonly<Record<string, JsonValue>>,
  after: Readonly<Record<string, JsonValue>>,
  key: string,
): boolean {
  const [left, right] = [before[key], after[key]];
  return left === undefined || right === undefined ? left === right : isSameValue(left, right);
}
