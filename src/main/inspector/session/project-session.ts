import { ContractError } from "../../../shared/ipc/errors.ts";
import type { IntegrityReport } from "../../../shared/ipc/model/integrity.ts";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import type { DriftReport, RebuildPreview, RebuildResult } from "../../../shared/ipc/model/rebuild.ts";
import { nodeFileSystem } from "../../event-store/file-system.ts";
import type { Project } from "../../event-store/project/project.ts";
import type { RebuildProgress } from "../../event-store/views/rebuild-result.ts";
import { projectIdOf } from "../application/project-id.ts";
import { DriftFollower, type DriftOrigin } from "../drift/drift-follower.ts";
import { REBUILD_PHASES } from "../drift/rebuild-phases.ts";
import { type RebuildCall, Rebuilds } from "../drift/rebuilds.ts";
import { ViewDrift } from "../drift/view-drift.ts";
import { LiveLog } from "../index/live-log.ts";
import { ProjectIndex } from "../index/project-index.ts";
import type { RecordSource } from "../index/record-reader.ts";
import { RecordStore } from "../index/record-store.ts";
import type { StreamChange } from "../index/stream-change.ts";
import { TextSearch } from "../index/text-search.ts";
import { acknowledgedCount } from "../integrity/acknowledged-count.ts";
import { Acknowledgements } from "../integrity/acknowledgements.ts";
import { AnchorUploads } from "../integrity/anchor/anchor-uploads.ts";
import { anchorState, ProjectAnchor } from "../integrity/anchor/project-anchor.ts";
import { BackgroundCheck } from "../integrity/background-check.ts";
import { ProjectHistory } from "../integrity/history/project-history.ts";
import { integrityReport } from "../integrity/integrity-report.ts";
import { LiveUpdates } from "../live/live-updates.ts";
import { type LogPresence, logPresence } from "../live/log-presence.ts";
import { ResourceList } from "../resources/resource-list.ts";
import { streamOf } from "../timeline/event-selection.ts";
import { Timeline } from "../timeline/timeline.ts";
import { TimeTravel } from "../travel/time-travel.ts";
import type { LongCall } from "./long-call.ts";
import { describeFolder, refuseStateFolder } from "./open-folder.ts";
import { prepareAnswers } from "./prepare-answers.ts";
import { projectSummary } from "./project-summary.ts";
import type { SessionOptions } from "./session-options.ts";

const MOST_PUSHED_STREAMS = 100;

/** One open project: its index, everything that is asked of it, and what changes on disk. Never writes into the project. */
export class ProjectSession {
  readonly index = new ProjectIndex();
  readonly source: RecordSource;
  readonly records: RecordStore;
  readonly timeline: Timeline;
  readonly travel: TimeTravel;
  readonly acknowledgements: Acknowledgements;
  readonly history: ProjectHistory;
  readonly anchor: ProjectAnchor;
  readonly uploads = new AnchorUploads();
  readonly #options: SessionOptions;
  readonly #log: LiveLog;
  readonly #rebuilds: Rebuilds;
  readonly #anchorCheck: BackgroundCheck;
  readonly #search = new TextSearch();
  readonly #closed = new AbortController();
  #project: Project;
  #ownStateDir: string;
  #updates: LiveUpdates;
  #drift: DriftFollower;
  #resources: ResourceList;
  #loadedInMs = 0;
  #checkedAt: Date;

  private constructor(
    project: Project,
    ownStateDir: string,
    acknowledgements: Acknowledgements,
    options: SessionOptions,
  ) {
    this.#options = options;
    this.#project = project;
    this.#ownStateDir = ownStateDir;
    this.source = { fileSystem: options.fileSystem ?? nodeFileSystem, eventsDir: project.eventsDir };
    this.records = new RecordStore(this.source, this.index);
    this.#log = new LiveLog(this.source, this.index, async () => (await this.#presence()).state === "there");
    this.timeline = new Timeline({
      project: this.index,
      records: this.records,
      search: this.#search,
      now: () => options.now().getTime(),
    });
    this.travel = new TimeTravel({
      project: this.index,
      records: this.records,
      source: this.source,
      readDiskView: (stream) => this.#drift.drift.readDiskView(stream),
    });
    this.#rebuilds = new Rebuilds(this.index, this.source);
    this.acknowledgements = acknowledgements;
    this.history = new ProjectHistory(this.index, project.eventsDir, acknowledgements, options.now);
    this.anchor = new ProjectAnchor({
      ...{ index: this.index, eventsDir: project.eventsDir, acknowledgements },
      ...{ configuration: options.configuration, now: options.now },
      project: { id: projectIdOf(project.root), name: project.name },
    });
    this.#anchorCheck = new BackgroundCheck({
      anchor: this.anchor,
      report: options.report,
      onChecked: () => this.pushChange([]),
    });
    this.#drift = this.#newDrift();
    this.#resources = new ResourceList(this.index, this.#drift.drift, () => options.now().getTime());
    this.#updates = this.#newUpdates();
    this.#checkedAt = options.now();
  }

  /**
   * Opens a folder and reads all of its log.
   * @throws ContractError `not-a-project`, `permission-denied`, `unreadable`, `cancelled`
   */
  static async open(options: SessionOptions, call: LongCall): Promise<ProjectSession> {
    const started = performance.now();
    call.onProgress("Looking at the folder", 0, undefined, "streams");
    const own = await describeFolder(options.folder, null);
    const project = options.stateDir === null ? own : await describeFolder(options.folder, options.stateDir);
    const { root } = project;
    const acknowledgements = await Acknowledgements.read(
      options.configuration,
      { id: projectIdOf(root), folder: root },
      options.report,
    );
    const session = new ProjectSession(project, own.stateDir, acknowledgements, options);
    await session.anchor.load();
    await session.#load(call);
    session.#loadedInMs = performance.now() - started;
    session.#updates.start();
    session.#search.startHelpers(session.index.streams());
    const ready = prepareAnswers(session.#log, session.timeline, session.#resources);
    session.#drift.startInBackground(ready);
    session.#anchorCheck.start(ready);
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

  now(): Date {
    return this.#options.now();
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
      links: this.#log.links,
      loadedInMs: this.#loadedInMs,
      watch: this.#updates.status,
      acknowledged: acknowledgedCount(this.index, this.acknowledgements),
      anchor: anchorState(this.anchor.read()),
    });
  }

  integrity(): IntegrityReport {
    return integrityReport(this.index, {
      ...{ checkedAt: this.#checkedAt, durationMs: this.#loadedInMs, atWorst: this.#atWorst() },
      acknowledged: acknowledgedCount(this.index, this.acknowledgements),
    });
  }

  /** @throws ContractError `unreadable` while the log is away: what was read before is no ground for anything new */
  async requireLog(): Promise<void> {
    const presence = await this.#presence();
    if (presence.state === "away") throw awayError(presence.problem);
  }

  /** Reads and checks everything, or one stream, again from the bytes on disk. @throws ContractError `unreadable` */
  async verify(streamId: string | null, call: LongCall): Promise<IntegrityReport> {
    await this.requireLog();
    const started = performance.now();
    if (streamId === null) await this.#load(call);
    else {
      streamOf(this.index, streamId);
      await this.#log.reload(streamId);
    }
    this.#checkedAt = this.#options.now();
    this.pushChange([]);
    return { ...this.integrity(), durationMs: performance.now() - started };
  }

  driftReport(): DriftReport {
    return this.#drift.drift.report();
  }

  async checkDrift(call: LongCall): Promise<DriftReport> {
    await this.#drift.check(call);
    return this.driftReport();
  }

  driftOrigin(streamId: string, call: LongCall): Promise<DriftOrigin> {
    return this.#drift.origin(streamOf(this.index, streamId), this.travel, call);
  }

  async previewRebuild(streams: readonly string[] | null, call: LongCall): Promise<RebuildPreview> {
    for (const streamId of streams ?? []) streamOf(this.index, streamId);
    await this.requireLog();
    await this.#updates.update(null);
    return this.#rebuilds.preview(streams, this.#rebuildCall(call));
  }

  async runRebuild(preview: string, call: LongCall): Promise<RebuildResult> {
    await refuseStateFolder(this.#project);
    await this.requireLog();
    await this.#updates.update(null);
    const result = await this.#rebuilds.run(preview, this.#rebuildCall(call));
    await this.#drift.checkAll();
    return result;
  }

  /** Compares with another state folder from now on; null goes back to the project's own. */
  async useStateFolder(stateDir: string | null, call: LongCall): Promise<ProjectSummary> {
    await Promise.all([this.#updates.close(), this.#drift.close()]);
    this.#project = await describeFolder(this.folder, stateDir ?? this.#options.stateDir);
    this.#drift = this.#newDrift();
    this.#resources = new ResourceList(this.index, this.#drift.drift, () => this.#options.now().getTime());
    this.#updates = this.#newUpdates();
    this.#updates.start();
    await this.checkDrift(call);
    this.#viewsCompared();
    return this.summary();
  }

  /** Aborted when the session ends, for what runs on without anybody who waits. */
  get closing(): AbortSignal {
    return this.#closed.signal;
  }

  async close(): Promise<void> {
    this.#closed.abort(new ContractError({ code: "cancelled", message: "The project was closed." }));
    await Promise.all([
      ...[this.#updates.close(), this.#drift.close(), this.#anchorCheck.close()],
      this.#search.close(),
    ]);
  }

  /** Tells every page how the project is now. */
  pushChange(changes: readonly StreamChange[]): void {
    this.#options.push("project.changed", {
      revision: this.index.revision,
      streams: changes.slice(0, MOST_PUSHED_STREAMS),
      more: changes.length > MOST_PUSHED_STREAMS,
      summary: this.summary(),
    });
  }

  async #load({ signal, onProgress }: LongCall): Promise<void> {
    const isRead = await this.#log.load({
      signal,
      onProgress: (phase, done, total, read) => onProgress(phase, done, total, "streams", read),
    });
    if (!isRead) {
      await this.requireLog();
      throw awayError("It is back by now; start again.");
    }
    this.#checkedAt = this.#options.now();
  }

  #atWorst(): "verified" | "unreadable" {
    return this.#log.unreadable.length === 0 ? "verified" : "unreadable";
  }

  #presence(): Promise<LogPresence> {
    return logPresence(this.source, this.folder, this.index.size > 0);
  }

  #newDrift(): DriftFollower {
    const { now, report } = this.#options;
    const onCompared = () => this.#viewsCompared();
    return new DriftFollower(new ViewDrift(this.index, this.source, this.stateDir), { now, report, onCompared });
  }

  #newUpdates(): LiveUpdates {
    const { eventsDir, stateDir } = this.#project;
    const { now, report, push } = this.#options;
    return new LiveUpdates({
      ...{ log: this.#log, eventsDir, stateDir, now, report },
      presence: () => this.#presence(),
      onLog: (changes) => {
        this.#checkedAt = now();
        this.pushChange(changes);
        this.#anchorCheck.onLog(changes);
        this.#drift.recheckLater(changes.map(({ stream }) => stream));
      },
      onViews: (paths) => this.#drift.viewsChanged(paths),
      onStatus: (status) => push("watch.changed", status),
    });
  }

  #viewsCompared(): void {
    this.#options.push("views.changed", { stateFolder: this.stateDir });
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

function awayError(advice: string): ContractError {
  return new ContractError({
    code: "unreadable",
    message: "The log was not there, so nothing was read again.",
    advice,
  });
}
