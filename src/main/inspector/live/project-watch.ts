import { Worker } from "node:worker_threads";
import type { WatchStatus } from "../../../shared/ipc/model/project.ts";
import { type WatchOrder, watchNewsSchema } from "./watch-messages.ts";

/** Events may be lost without a word, so that everything is compared now and then all the same. */
const RECONCILE_MS = 30_000;
/** Without watches it is the only way to see a change. */
const POLL_MS = 2000;
/** A folder that was moved away may not be told by any watch; so often it is looked whether it stands where it was. */
const PRESENCE_MS = 1000;
/** A comparison takes a hundredth to a tenth of the time at most. */
const REST_FACTOR = 10;
const MOST_RESTARTS = 3;

/** Errors after which watching has no sense: the system has no room for more watches, or not the means. */
const LIMITS: Readonly<Record<string, string>> = {
  ENOSPC:
    "The system's limit of watched folders is reached, so the files are compared every few seconds instead. Raise fs.inotify.max_user_watches to see changes at once.",
  EMFILE:
    "The system's limit of open files is reached, so the files are compared every few seconds instead. Raise the limit (ulimit -n) to see changes at once.",
};

export interface ProjectWatchOptions {
  readonly eventsDir: string;
  readonly stateDir: string;
  readonly now: () => Date;
  /** What watches, in a thread of its own; chokidar unless told otherwise. */
  readonly watcher?: URL;
  /** Whether the log's folder stands where it was; asked every second, so it has to be cheap. */
  isAsBefore(): Promise<boolean>;
  /** Files that may have changed; null when any may have. Resolves when they were looked at. */
  onChanges(paths: readonly string[] | null): Promise<void>;
  onStatus(status: WatchStatus): void;
}

/**
 * Hears of changes of a log and its state folder. What it hears are hints only: whoever is told looks at the files.
 * Where watching is impossible it polls, and says why.
 */
export class ProjectWatch {
  readonly #options: ProjectWatchOptions;
  #status: WatchStatus;
  #worker: Worker | undefined;
  /** The worker and, while it sets its watches, the one before it. */
  readonly #running = new Set<Worker>();
  #timer: NodeJS.Timeout | undefined;
  #presenceTimer: NodeJS.Timeout | undefined;
  #restarts = 0;
  #isStarting = false;
  #mustRearm = false;
  #pollReason: string | null = null;
  #isClosed = false;

  constructor(options: ProjectWatchOptions) {
    this.#options = options;
    const folder = options.eventsDir;
    this.#status = { state: "starting", folder, lastChangeAt: null, lastCheckAt: null, reason: null };
  }

  get status(): WatchStatus {
    return this.#status;
  }

  start(): void {
    this.#startWorker();
    this.#schedule(RECONCILE_MS);
    this.#schedulePresence();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#presenceTimer);
    this.#worker = undefined;
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
    this.#status = { ...this.#status, state: "stopped" };
  }

  /** To be called when a change was found to be one. */
  noteChange(): void {
    this.#set({ lastChangeAt: this.#options.now().toISOString() });
  }

  /** To be called when everything was compared; `problem` says why it could not be. */
  noteCheck(problem: string | null): void {
    const lastCheckAt = this.#options.now().toISOString();
    const wasLost = this.#status.state === "lost";
    if (problem !== null) {
      this.#set({ state: "lost", reason: problem, lastCheckAt });
      if (!wasLost) this.#schedule(POLL_MS);
    } else if (wasLost) {
      const isPolling = this.#worker === undefined;
      this.#set({
        state: isPolling ? "polling" : "watching",
        reason: isPolling ? this.#pollReason : null,
        lastCheckAt,
      });
      this.rearm();
    } else this.#set({ lastCheckAt });
  }

  /**
   * Watches anew. On Linux a watch belongs to a file and not to its name: once another file has taken that name, writes
   * to it are heard by nobody, even by chokidar's recursive backend (6.0.0).
   */
  rearm(): void {
    if (this.#worker === undefined || this.#isClosed) return;
    if (this.#isStarting) this.#mustRearm = true;
    else this.#startWorker();
  }

  /** The watches before stay until the new ones are ready, so that nothing goes unheard in between. */
  #startWorker(): void {
    const { eventsDir, stateDir, watcher = new URL("./watch.worker.ts", import.meta.url) } = this.#options;
    const workerData: WatchOrder = { folders: [eventsDir, stateDir] };
    const before = this.#worker;
    const worker = new Worker(watcher, { workerData });
    worker.unref();
    this.#worker = worker;
    this.#running.add(worker);
    this.#isStarting = true;
    worker.on("message", (message: unknown) => {
      const news = watchNewsSchema.parse(message);
      if (news.kind === "ready") this.#ready(before);
      else if (news.kind === "changes") this.#look(news.paths);
      else if (LIMITS[news.code] !== undefined) this.#poll(LIMITS[news.code] ?? news.message);
      else this.#look(null);
    });
    worker.once("error", (error) => {
      if (this.#worker === worker) this.#recover(error);
    });
    worker.once("exit", (code) => {
      this.#running.delete(worker);
      if (this.#worker === worker) this.#recover(new Error(`it ended with code ${code}`));
    });
  }

  #ready(before: Worker | undefined): void {
    void before?.terminate();
    this.#isStarting = false;
    if (this.#status.state === "starting") this.#set({ state: "watching", reason: null });
    // What changed before the watches were set was heard by nobody.
    this.#look(null);
    if (!this.#mustRearm) return;
    this.#mustRearm = false;
    this.#startWorker();
  }

  #recover(error: unknown): void {
    this.#worker = undefined;
    if (this.#isClosed) return;
    this.#restarts += 1;
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#restarts > MOST_RESTARTS)
      this.#poll(`The files cannot be watched (${reason}), so they are compared every few seconds.`);
    else {
      this.#startWorker();
      this.#look(null);
    }
  }

  #poll(reason: string): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#pollReason = reason;
    void worker?.terminate();
    this.#set({ state: "polling", reason });
    this.#schedule(POLL_MS);
  }

  #look(paths: readonly string[] | null): void {
    if (!this.#isClosed) void this.#options.onChanges(paths);
  }

  #schedule(pause: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      const started = performance.now();
      void this.#options.onChanges(null).finally(() => {
        const least = this.#worker === undefined || this.#status.state === "lost" ? POLL_MS : RECONCILE_MS;
        this.#schedule(Math.max(least, (performance.now() - started) * REST_FACTOR));
      });
    }, pause);
    this.#timer.unref();
  }

  #schedulePresence(): void {
    if (this.#isClosed) return;
    this.#presenceTimer = setTimeout(() => {
      // While it is lost, or polled, the comparisons look often enough themselves.
      const isWatched = this.#worker !== undefined && this.#status.state === "watching";
      const look = async () => {
        if (isWatched && !(await this.#options.isAsBefore()) && !this.#isClosed) await this.#options.onChanges(null);
      };
      void look().finally(() => this.#schedulePresence());
    }, PRESENCE_MS);
    this.#presenceTimer.unref();
  }

  #set(change: Partial<WatchStatus>): void {
    if (this.#isClosed) return;
    const before = this.#status;
    this.#status = { ...before, ...change };
    const isNews = before.state !== this.#status.state || before.reason !== this.#status.reason;
    if (isNews) this.#options.onStatus(this.#status);
  }
}
