import { sep } from "node:path";
import type { WatchStatus } from "../../../shared/ipc/model/project.ts";
import type { LiveLog } from "../index/live-log.ts";
import type { StreamChange } from "../index/stream-change.ts";
import type { LogPresence } from "./log-presence.ts";
import { ProjectWatch } from "./project-watch.ts";

/** A half-written line is looked at again after this time. */
const SECOND_LOOK_MS = 750;

export interface LiveUpdatesParts {
  readonly log: LiveLog;
  readonly eventsDir: string;
  readonly stateDir: string;
  readonly now: () => Date;
  presence(): Promise<LogPresence>;
  /** The index has changed. */
  onLog(changes: readonly StreamChange[]): void;
  /** Files of the state folder have changed. */
  onViews(paths: readonly string[]): Promise<void>;
  onStatus(status: WatchStatus): void;
  report(message: string, error: unknown): void;
}

/** Keeps the index in step with the files while a project is open. */
export class LiveUpdates {
  readonly #parts: LiveUpdatesParts;
  readonly #watch: ProjectWatch;
  #secondLook: NodeJS.Timeout | undefined;
  #heard = { all: false, paths: new Set<string>() };
  #looking: Promise<void> | null = null;
  #identity: string | null = null;
  #isClosed = false;

  constructor(parts: LiveUpdatesParts) {
    this.#parts = parts;
    const { eventsDir, stateDir, now } = parts;
    this.#watch = new ProjectWatch({
      ...{ eventsDir, stateDir, now },
      isAsBefore: () => this.#isAsBefore(),
      onChanges: (paths) => this.#onChanges(paths),
      onStatus: parts.onStatus,
    });
  }

  get status(): WatchStatus {
    return this.#watch.status;
  }

  start(): void {
    this.#watch.start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#secondLook);
    await this.#watch.close();
    await this.#looking;
  }

  /** Compares with the files now, for who cannot wait to hear of it; null looks at all of them. */
  async update(paths: readonly string[] | null): Promise<void> {
    this.#changed(await this.#parts.log.update(paths));
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
    while ((this.#heard.all || this.#heard.paths.size > 0) && !this.#isClosed) {
      const { all, paths } = this.#heard;
      this.#heard = { all: false, paths: new Set() };
      await this.#compare(all, [...paths]);
    }
  }

  /** Never rejects: nobody waits for it but the next comparison. */
  async #compare(all: boolean, paths: readonly string[]): Promise<void> {
    const { eventsDir, stateDir, onViews, report } = this.#parts;
    const inState = paths.filter((path) => isWithin(path, stateDir));
    const inLog = paths.filter((path) => isWithin(path, eventsDir));
    try {
      if (all || inLog.length > 0) await this.update(all ? null : inLog);
      if (inState.length > 0) await onViews(inState);
      await this.#notePresence();
    } catch (error) {
      if (this.#isClosed) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#watch.noteCheck(`The files cannot be compared now: ${reason}`);
      report("Changes of the log could not be looked at.", error);
    }
  }

  async #notePresence(): Promise<void> {
    const presence = await this.#parts.presence();
    if (presence.state === "away") {
      this.#identity = null;
      this.#watch.noteCheck(presence.problem);
      return;
    }
    const isOther = this.#identity !== null && this.#identity !== presence.identity;
    this.#identity = presence.identity;
    this.#watch.noteCheck(null);
    if (isOther) this.#watch.rearm();
  }

  /** Whether the log's folder is the one that was compared last: a cheap look that needs no watch to be right. */
  async #isAsBefore(): Promise<boolean> {
    const presence = await this.#parts.presence();
    return presence.state === "there" && (this.#identity === null || presence.identity === this.#identity);
  }

  #changed(changes: readonly StreamChange[]): void {
    clearTimeout(this.#secondLook);
    const { log, onLog, report } = this.#parts;
    if (log.awaitsSecondLook && !this.#isClosed) {
      this.#secondLook = setTimeout(() => {
        log.secondLook().then(
          (later) => this.#changed(later),
          (error: unknown) => report("A half-written line could not be looked at again.", error),
        );
      }, SECOND_LOOK_MS);
      this.#secondLook.unref();
    }
    if (changes.length === 0) return;
    this.#watch.noteChange();
    if (changes.some(({ change }) => change === "replaced")) this.#watch.rearm();
    onLog(changes);
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
