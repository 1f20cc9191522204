import { difference, isSameValue } from "../../../shared/difference/difference.ts";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import type { DriftReport } from "../../../shared/ipc/model/rebuild.ts";
import { DRIFT_STATES, type DriftState } from "../../../shared/ipc/model/resources.ts";
import type { FileStatus } from "../../event-store/file-system.ts";
import { isMissing } from "../../event-store/system-error.ts";
import type { FilesystemViewStorage } from "../../event-store/views/view-storage.ts";
import { resourceOfView, walkViews } from "../../event-store/views/walk-views.ts";
import { viewDigest } from "../index/digest-stream.ts";
import type { ProjectIndex } from "../index/project-index.ts";
import type { RecordSource } from "../index/record-reader.ts";
import { nameOf, type StreamIndex } from "../index/stream-index.ts";
import type { DriftStates } from "../resources/resource-list.ts";
import { type DiskView, readDiskSystemView, readDiskView } from "../travel/disk-view.ts";
import { rebuiltView } from "./log-source.ts";
import { viewStorage } from "./view-folder.ts";

/** How the view of one stream on disk compares with a rebuild. */
interface Drift {
  readonly state: DriftState;
  readonly differences: number;
  readonly problem: string | null;
  /** The file and the log that were compared; the same again need no second look. */
  readonly compared: string;
}

interface ViewFile {
  readonly file: string;
  readonly status: FileStatus;
}

const MOST_ITEMS = 500;
const CONCURRENCY = 16;

/** Compares the views of a state folder with what the log gives. Reads only what has changed since the last time. */
export class ViewDrift implements DriftStates {
  readonly #project: ProjectIndex;
  readonly #source: RecordSource;
  readonly #stateDir: string;
  readonly #storage: FilesystemViewStorage;
  readonly #drifts = new Map<string, Drift>();
  #stale: readonly string[] = [];
  #checkedAt: Date | null = null;
  #revision = 0;

  constructor(project: ProjectIndex, source: RecordSource, stateDir: string) {
    this.#project = project;
    this.#source = source;
    this.#stateDir = stateDir;
    this.#storage = viewStorage(project, source, stateDir);
  }

  get revision(): number {
    return this.#revision;
  }

  of(streamId: string): DriftState {
    return this.#drifts.get(streamId)?.state ?? "unknown";
  }

  async readDiskView({ streamId, isSystem }: Pick<StreamIndex, "streamId" | "isSystem">): Promise<DiskView> {
    if (isSystem) return readDiskSystemView(this.#stateDir);
    return readDiskView(await this.#storage.pathOf(streamId));
  }

  /** Looks at every view. @throws the signal's reason */
  async check(now: Date, onProgress: (done: number, total: number) => void, signal?: AbortSignal): Promise<void> {
    const walked = await walkViews(this.#source.fileSystem, this.#stateDir);
    const views = Map.groupBy(walked.views, resourceOfView);
    const streams = [...this.#project.streams()];
    let done = 0;
    await this.#checkEach(streams, async (stream) => {
      signal?.throwIfAborted();
      await this.#look(stream, theOneOf(views.get(stream.streamId) ?? []));
      done += 1;
      onProgress(done, streams.length);
    });
    for (const streamId of this.#drifts.keys()) {
      if (this.#project.get(streamId) === undefined) this.#drifts.delete(streamId);
    }
    this.#stale = [...views.keys()].filter((id) => this.#project.get(id) === undefined).sort();
    this.#checkedAt = now;
    this.#revision += 1;
  }

  /** How the view of one stream compares, without keeping that. @param files those that are named after it */
  async stateOf(stream: StreamIndex, files: readonly string[]): Promise<DriftState> {
    return (await this.#compare(stream, await this.#viewFile(stream, theOneOf(files)))).state;
  }

  /** Looks again at the views of some streams. Before the first whole check nothing is known, and stays so. */
  async recheck(streamIds: readonly string[]): Promise<void> {
    if (this.#checkedAt === null) return;
    const streams = streamIds.flatMap((streamId) => this.#project.get(streamId) ?? []);
    await this.#checkEach(streams, (stream) => this.#look(stream, undefined));
    this.#revision += 1;
  }

  report(): DriftReport {
    const counts = new Map<DriftState, number>();
    const count = (state: DriftState, number = 1) => {
      counts.set(state, (counts.get(state) ?? 0) + number);
    };
    const items: DriftReport["items"] = [];
    for (const stream of this.#project.streams()) {
      const { state, differences, problem } = this.#drifts.get(stream.streamId) ?? UNKNOWN;
      count(state);
      if (state === "identical" || state === "unknown") continue;
      items.push({ stream: stream.streamId, name: nameOf(stream), state, differences, problem });
    }
    if (this.#stale.length > 0) count("stale", this.#stale.length);
    const stale = this.#stale.map((id) => ({
      stream: id,
      name: id,
      state: "stale" as const,
      differences: 0,
      problem: null,
    }));
    return {
      revision: this.#project.revision,
      stateFolder: this.#stateDir,
      checkedAt: this.#checkedAt?.toISOString() ?? null,
      counts: DRIFT_STATES.flatMap((state) => {
        const resources = counts.get(state);
        return resources === undefined ? [] : [{ state, resources }];
      }),
      items: [...items.sort((left, right) => right.differences - left.differences), ...stale].slice(0, MOST_ITEMS),
    };
  }

  async #checkEach(streams: readonly StreamIndex[], look: (stream: StreamIndex) => Promise<void>): Promise<void> {
    const waiting = streams.values();
    const work = async () => {
      for (const stream of waiting) await look(stream);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  /** @param knownFile null when there is none */
  async #look(stream: StreamIndex, knownFile: string | null | undefined): Promise<void> {
    const view = await this.#viewFile(stream, knownFile);
    const log = stream.viewDigest ?? `${stream.scan.records.length} ${stream.scan.records.at(-1)?.eventId}`;
    const compared =
      view === null ? `none ${log}` : `${view.status.ino} ${view.status.size} ${view.status.mtimeMs} ${log}`;
    if (this.#drifts.get(stream.streamId)?.compared === compared) return;
    this.#drifts.set(stream.streamId, { ...(await this.#compare(stream, view)), compared });
  }

  async #compare(stream: StreamIndex, view: ViewFile | null): Promise<Omit<Drift, "compared">> {
    if (view === null) return (await this.#hasView(stream)) ? MISSING : IDENTICAL;
    const { file } = view;
    const disk = stream.isSystem ? await readDiskSystemView(this.#stateDir) : await readDiskView(file);
    if (disk.text !== null && viewDigest(disk.text) === stream.viewDigest) return IDENTICAL;
    if (disk.view === null || disk.problem !== null)
      return { state: "unreadable", differences: 0, problem: disk.problem };
    try {
      const differences = difference(disk.view, await rebuiltView(this.#source, stream)).changes.length;
      return differences === 0 ? IDENTICAL : { state: "differs", differences, problem: null };
    } catch (error) {
      return { state: "unknown", differences: 0, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Whether a rebuild would write anything for a stream. */
  async #hasView(stream: StreamIndex): Promise<boolean> {
    if (!stream.isSystem) return stream.viewDigest !== null;
    return !isSameValue(await rebuiltView(this.#source, stream), { entityTypes: [], tagSchemas: [] });
  }

  /** @param knownFile undefined when it has to be looked for, null when there is none */
  async #viewFile({ streamId, isSystem }: StreamIndex, knownFile: string | null | undefined): Promise<ViewFile | null> {
    if (knownFile === null && !isSystem) return null;
    const file = isSystem
      ? `${this.#stateDir}/projections/${SYSTEM_STREAM}/entitytypes.json`
      : (knownFile ?? (await this.#storage.pathOf(streamId)));
    const status = await this.#statusOf(file);
    return status === null ? null : { file, status };
  }

  async #statusOf(file: string): Promise<FileStatus | null> {
    try {
      return await this.#source.fileSystem.stat(file);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}

/**
 * @param files all that a walk found of a view
 * @returns null where there is none: asking for each of ten thousand once more takes longer than all the rest
 */
function theOneOf(files: readonly string[]): string | null | undefined {
  return files.length === 0 ? null : files.length === 1 ? files[0] : undefined;
}

const UNKNOWN = { state: "unknown", differences: 0, problem: null } as const;
const IDENTICAL = { state: "identical", differences: 0, problem: null } as const;
const MISSING = { state: "missing", differences: 0, problem: null } as const;
