import { basename, sep } from "node:path";
import type { PushedEvent, PushedEventName } from "../../../shared/ipc/contract.ts";
import type { IntegrityReport } from "../../../shared/ipc/model/integrity.ts";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import type { DriftReport, RebuildPreview, RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import type { TravelStep } from "../../../shared/ipc/model/views.ts";
import { type FileSystem, nodeFileSystem } from "../../event-store/file-system.ts";
import type { Project } from "../../event-store/project/project.ts";
import { errorCode } from "../../event-store/system-error.ts";
import type { RebuildProgress } from "../../event-store/views/rebuild-result.ts";
import { driftOrigin } from "../drift/drift-origin.ts";
import { type RebuildCall, Rebuilds } from "../drift/rebuilds.ts";
import { ViewDrift } from "../drift/view-drift.ts";
import { LiveLog, type StreamChange } from "../index/live-log.ts";
import { ProjectIndex } from "../index/project-index.ts";
import type { RecordSource } from "../index/record-reader.ts";
import { RecordStore } from "../index/record-store.ts";
import { integrityReport } from "../integrity/integrity-report.ts";
import { ProjectWatch } from "../live/project-watch.ts";
import { ResourceList } from "../resources/resource-list.ts";
import { EventNames } from "../search/event-names.ts";
import { streamOf } from "../timeline/event-selection.ts";
import { Timeline } from "../timeline/timeline.ts";
import { TimeTravel } from "../travel/time-travel.ts";
import type { LongCall } from "./long-call.ts";
import { describeFolder } from "./open-folder.ts";
import { projectSummary } from "./project-summary.ts";

export interface SessionOptions {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** Instead of the project's own state folder. */
  readonly stateDir: string | null;
  readonly sample: string | null;
  readonly fileSystem?: FileSystem;
  readonly now: () => Date;
  /** Hears of failures that nobody waits for. */
  report(message: string, error: unknown): void;
  push<Name extends PushedEventName>(name: Name, value: PushedEvent<Name>): void;
}

/** A half-written line is looked at again after this time. */
const SECOND_LOOK_MS = 750;
const MOST_PUSHED_STREAMS = 100;

/** One open project: its index, everything that is asked of it, and what changes on disk. Never writes into the project. */
export class ProjectSession {
  readonly index = new ProjectIndex();
  readonly source: RecordSource;
  readonly records: RecordStore;
  readonly timeline: Timeline;
  readonly travel: TimeTravel;
  readonly names = new EventNames();
  readonly #options: SessionOptions;
  readonly #log: LiveLog;
  readonly #rebuilds: Rebuilds;
  readonly #closed = new AbortController();
  #project: Project;
  #ownStateDir: string;
  #watch: ProjectWatch;
  #drift: ViewDrift;
  #resources: ResourceList;
  #driftCheck: Promise<void> = Promise.resolve();
  #secondLook: NodeJS.Timeout | undefined;
  #heard = { all: false, paths: new Set<string>() };
  #looking: Promise<void> | null = null;
  #loadedInMs = 0;
  #checkedAt: Date;

  private constructor(project: Project, ownStateDir: string, options: SessionOptions) {
    this.#options = options;
    this.#project = project;
    this.#ownStateDir = ownStateDir;
    this.source = { fileSystem: options.fileSystem ?? nodeFileSystem, eventsDir: project.eventsDir };
    this.records = new RecordStore(this.source, this.index);
    this.#log = new LiveLog(this.source, this.index, async () => (await this.#problemWithFolder()) === null);
    const now = () => options.now().getTime();
    this.timeline = new Timeline(this.index, this.records, now);
    this.travel = new TimeTravel({
      project: this.index,
      records: this.records,
      source: this.source,
      readDiskView: (stream) => this.#drift.readDiskView(stream),
    });
    this.#rebuilds = new Rebuilds(this.index, this.source);
    this.#drift = new ViewDrift(this.index, this.source, project.stateDir);
    this.#resources = new ResourceList(this.index, this.#drift, now);
    this.#watch = this.#newWatch();
    this.#checkedAt = options.now();
  }

  /**
   * Opens a folder and reads all of its log.
   * @throws ContractError `not-a-project`, `permission-denied`, `unreadable`, `cancelled`
   */
  static async open(options: SessionOptions, call: LongCall): Promise<ProjectSession> {
    const started = performance.now();
    const own = await describeFolder(options.folder, null);
    const project = options.stateDir === null ? own : await describeFolder(options.folder, options.stateDir);
    const session = new ProjectSession(project, own.stateDir, options);
    await session.#load(call);
    session.#loadedInMs = performance.now() - started;
    session.#watch.start();
    session.#checkDriftInBackground();
    return session;
  }

  get folder(): string {
    return this.#project.root;
  }

  get name(): string {
    return this.#project.name;
  }

  get stateDir(): string {
    return this.#project.stateDir;
  }

  get resources(): ResourceList {
    return this.#resources;
  }

  get revision(): number {
    return this.index.revision;
  }

  summary(): ProjectSummary {
    return projectSummary(this.index, {
      project: this.#project,
      isStateFolderChosen: this.stateDir !== this.#ownStateDir && this.#options.sample === null,
      sample: this.#options.sample,
      atWorst: this.#atWorst(),
      unreadable: this.#log.unreadable,
      loadedInMs: this.#loadedInMs,
      watch: this.#watch.status,
    });
  }

  integrity(): IntegrityReport {
    const time = { checkedAt: this.#checkedAt, durationMs: this.#loadedInMs, atWorst: this.#atWorst() };
    return integrityReport(this.index, time);
  }

  /** Reads and checks everything, or one stream, again from the bytes on disk. */
  async verify(streamId: string | null, call: LongCall): Promise<IntegrityReport> {
    const started = performance.now();
    if (streamId === null) await this.#load(call);
    else {
      streamOf(this.index, streamId);
      await this.#log.reload(streamId);
    }
    this.#checkedAt = this.#options.now();
    this.#pushChange([]);
    return { ...this.integrity(), durationMs: performance.now() - started };
  }

  driftReport(): DriftReport {
    return this.#drift.report();
  }

  /** Waits for a check that runs already, then looks at what has changed since. */
  async checkDrift({ signal, onProgress }: LongCall): Promise<DriftReport> {
    await this.#driftCheck;
    await this.#drift.check(
      this.#options.now(),
      (done, total) => onProgress("Comparing views", done, total, "files"),
      signal,
    );
    return this.#drift.report();
  }

  async driftOrigin(
    streamId: string,
    { signal, onProgress }: LongCall,
  ): Promise<{ equalUntil: TravelStep | null; partsAt: TravelStep | null; explanation: string }> {
    const stream = streamOf(this.index, streamId);
    const steps = stream.scan.records.length;
    const { view, problem, file } = await this.#drift.readDiskView(stream);
    if (view === null)
      return { equalUntil: null, partsAt: null, explanation: `${file}: ${problem ?? "There is no view."}` };
    const { equalUntil, explanation } = await driftOrigin(
      view,
      steps,
      (from, to, visit) => this.travel.viewsAfter(streamId, from, to, visit),
      signal,
      (step) => onProgress("Comparing steps", step, steps, "events"),
    );
    const describe = (step: number | null) =>
      step === null || step < 1 || step > steps ? Promise.resolve(null) : this.travel.describeStep(streamId, step);
    return {
      equalUntil: await describe(equalUntil),
      partsAt: await describe(equalUntil === null ? null : equalUntil + 1),
      explanation,
    };
  }

  async previewRebuild(streams: readonly string[] | null, call: LongCall): Promise<RebuildPreview> {
    for (const streamId of streams ?? []) streamOf(this.index, streamId);
    await this.#update(null);
    return this.#rebuilds.preview(streams, this.#rebuildCall(call));
  }

  async runRebuild(preview: string, call: LongCall): Promise<RebuildResult> {
    await this.#update(null);
    const result = await this.#rebuilds.run(preview, this.#rebuildCall(call));
    await this.#drift.check(this.#options.now(), () => undefined, this.#closed.signal);
    this.#options.push("views.changed", { stateFolder: this.stateDir });
    return result;
  }

  /** Compares with another state folder from now on; null goes back to the project's own. */
  async useStateFolder(stateDir: string | null, call: LongCall): Promise<ProjectSummary> {
    await this.#watch.close();
    this.#project = await describeFolder(this.folder, stateDir ?? this.#options.stateDir);
    this.#drift = new ViewDrift(this.index, this.source, this.#project.stateDir);
    this.#resources = new ResourceList(this.index, this.#drift, () => this.#options.now().getTime());
    this.#watch = this.#newWatch();
    this.#watch.start();
    await this.checkDrift(call);
    this.#options.push("views.changed", { stateFolder: this.stateDir });
    return this.summary();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    clearTimeout(this.#secondLook);
    await this.#watch.close();
    await this.#looking;
    await this.#driftCheck;
  }

  async #load({ signal, onProgress }: LongCall): Promise<void> {
    await this.#log.load({ signal, onProgress: (phase, done, total) => onProgress(phase, done, total, "streams") });
    this.#checkedAt = this.#options.now();
  }

  #atWorst(): "verified" | "unreadable" {
    return this.#log.unreadable.length === 0 ? "verified" : "unreadable";
  }

  #newWatch(): ProjectWatch {
    const { eventsDir, stateDir } = this.#project;
    return new ProjectWatch({
      eventsDir,
      stateDir,
      now: this.#options.now,
      onChanges: (paths) => this.#onChanges(paths),
      onStatus: (status) => this.#options.push("watch.changed", status),
    });
  }

  /** Gathers what is heard while a comparison runs, so that a burst of writes costs a few comparisons and pushes. */
  #onChanges(paths: readonly string[] | null): Promise<void> {
    if (paths === null) this.#heard.all = true;
    else for (const path of paths) this.#heard.paths.add(path);
    this.#looking ??= this.#lookAtChanges().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookAtChanges(): Promise<void> {
    while ((this.#heard.all || this.#heard.paths.size > 0) && !this.#closed.signal.aborted) {
      const { all, paths } = this.#heard;
      this.#heard = { all: false, paths: new Set() };
      await this.#compare(all, [...paths]);
    }
  }

  /** Never rejects: nobody waits for it but the next comparison. */
  async #compare(all: boolean, paths: readonly string[]): Promise<void> {
    const inState = paths.filter((path) => isWithin(path, this.stateDir));
    const inLog = paths.filter((path) => isWithin(path, this.source.eventsDir));
    try {
      if (all || inLog.length > 0) await this.#update(all ? null : inLog);
      if (inState.length > 0) await this.#viewsChanged(inState);
      this.#watch.noteCheck(await this.#problemWithFolder());
    } catch (error) {
      if (this.#closed.signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#watch.noteCheck(`The files cannot be compared now: ${reason}`);
      this.#options.report("Changes of the log could not be looked at.", error);
    }
  }

  async #problemWithFolder(): Promise<string | null> {
    try {
      await this.source.fileSystem.stat(this.folder);
      return null;
    } catch (error) {
      return `The project's folder ${this.folder} cannot be reached (${errorCode(error) ?? String(error)}). What is shown was read before; it is looked for every few seconds.`;
    }
  }

  async #update(paths: readonly string[] | null): Promise<void> {
    this.#changed(await this.#log.update(paths));
  }

  #changed(changes: readonly StreamChange[]): void {
    clearTimeout(this.#secondLook);
    if (this.#log.awaitsSecondLook && !this.#closed.signal.aborted) {
      this.#secondLook = setTimeout(() => {
        this.#log.secondLook().then(
          (later) => this.#changed(later),
          (error: unknown) => this.#options.report("A half-written line could not be looked at again.", error),
        );
      }, SECOND_LOOK_MS);
      this.#secondLook.unref();
    }
    if (changes.length === 0) return;
    this.#watch.noteChange();
    if (changes.some(({ change }) => change === "replaced")) this.#watch.rearm();
    this.#checkedAt = this.#options.now();
    this.#pushChange(changes);
    const recheck = () => this.#drift.recheck(changes.map(({ stream }) => stream));
    this.#driftCheck.then(recheck).then(
      () => this.#options.push("views.changed", { stateFolder: this.stateDir }),
      (error: unknown) => this.#options.report("Views could not be compared.", error),
    );
  }

  #pushChange(changes: readonly StreamChange[]): void {
    this.#options.push("project.changed", {
      revision: this.index.revision,
      streams: changes.slice(0, MOST_PUSHED_STREAMS),
      more: changes.length > MOST_PUSHED_STREAMS,
      summary: this.summary(),
    });
  }

  async #viewsChanged(paths: readonly string[]): Promise<void> {
    const ids = paths.filter((path) => path.endsWith(".json")).map((path) => basename(path, ".json"));
    await this.#drift.recheck([...new Set([...ids, "__system__"])]);
    this.#options.push("views.changed", { stateFolder: this.stateDir });
  }

  #checkDriftInBackground(): void {
    const { signal } = this.#closed;
    const check = this.#log.prepare().then(() => this.#drift.check(this.#options.now(), () => undefined, signal));
    this.#driftCheck = check.then(
      () => this.#options.push("views.changed", { stateFolder: this.stateDir }),
      (error: unknown) => {
        if (!signal.aborted) this.#options.report("The views on disk could not be compared.", error);
      },
    );
  }

  #rebuildCall({ signal, onProgress }: LongCall): RebuildCall {
    return {
      stateDir: this.stateDir,
      signal,
      now: this.#options.now,
      onProgress: ({ phase, done, total }: RebuildProgress) => onProgress(REBUILD_PHASES[phase], done, total, "files"),
    };
  }
}

const REBUILD_PHASES: Readonly<Record<RebuildProgress["phase"], string>> = {
  "finding-streams": "Finding streams",
  "rebuilding-views": "Rebuilding views",
  "rebuilding-indexes": "Rebuilding indexes",
};

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
