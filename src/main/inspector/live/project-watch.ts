import { Worker } from "node:worker_threads";
import type { WatchStatus } from "../../../shared/ipc/model/project.ts";
import { type WatchOrder, watchNewsSchema } from "./watch-messages.ts";

/** Events may be lost without a word, so that everything is compared now and then all the same. */
const RECONCILE_MS = 30_000;
/** Without watches it is the only way to see a change. */
const POLL_MS = 2000;
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
  #timer: NodeJS.Timeout | undefined;
  #restarts = 0;
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
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#worker?.terminate();
    this.#status = { ...this.#status, state: "stopped" };
  }

  /** To be called when a change was found to be one. */
  noteChange(): void {
    this.#set({ lastChangeAt: this.#options.now().toISOString() });
  }

  /** To be called when everything was compared; `problem` says why it could not be. */
  noteCheck(problem: string | null): void {
    const lastCheckAt = this.#options.now().toISOString();
    if (problem !== null) this.#set({ state: "lost", reason: problem, lastCheckAt });
    else if (this.#status.state !== "lost") this.#set({ lastCheckAt });
    else this.#set({ state: this.#worker === undefined ? "polling" : "watching", reason: null, lastCheckAt });
  }

  #startWorker(): void {
    const { eventsDir, stateDir } = this.#options;
    const workerData: WatchOrder = { folders: [eventsDir, stateDir] };
    const worker = new Worker(new URL("./watch.worker.ts", import.meta.url), { workerData });
    worker.unref();
    this.#worker = worker;
    worker.on("message", (message: unknown) => {
      const news = watchNewsSchema.parse(message);
      if (news.kind === "ready") {
        this.#set({ state: "watching", reason: null });
        // What changed between loading and now was heard by nobody.
        this.#look(null);
      } else if (news.kind === "changes") this.#look(news.paths);
      else if (LIMITS[news.code] !== undefined) this.#poll(LIMITS[news.code] ?? news.message);
      else this.#look(null);
    });
    worker.once("error", (error) => this.#recover(error));
    worker.once("exit", (code) => {
      if (!this.#isClosed && this.#worker === worker) this.#recover(new Error(`it ended with code ${code}`));
    });
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

  #set(change: Partial<WatchStatus>): void {
    if (this.#isClosed) return;
    const before = this.#status;
    this.#status = { ...before, ...change };
    const isNews = before.state !== this.#status.state || before.reason !== this.#status.reason;
    if (isNews) this.#options.onStatus(this.#status);
  }
}
