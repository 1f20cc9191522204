import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";

/** Starts a worker thread. May throw, as where the system has no room for another one. */
export type StartThread = () => Worker;

export interface ThreadsOptions {
  /** Let end what is under way when cancelled, so that nothing is left half written. Otherwise it is abandoned. */
  readonly finishesWork?: boolean;
}

/** More share the work of a log no better: they wait for the same disk. */
const MOST_THREADS = 4;

/**
 * Worker threads that answer requests, each of them one at a time. They are started when there is something to do, and
 * have to be closed. What they send is taken as it is: only this program starts them.
 */
export class Threads<Request, Reply> {
  readonly #start: StartThread;
  readonly #finishesWork: boolean;
  readonly #threads: Thread<Request, Reply>[] = [];

  constructor(start: StartThread, { finishesWork = false }: ThreadsOptions = {}) {
    this.#start = start;
    this.#finishesWork = finishesWork;
  }

  /**
   * Has requests answered, and hands over each answer as it comes.
   * @returns the requests that are left because no thread could be started: they are to be answered in the calling one
   * @throws the signal's reason when that aborts; what `take` throws; an Error when a thread dies after it has begun
   */
  async ask(
    requests: readonly Request[],
    take: (reply: Reply, request: Request) => void,
    signal?: AbortSignal,
  ): Promise<readonly Request[]> {
    const waiting = [...requests];
    this.#startFor(requests.length);
    const ends = this.#threads.map((thread) => this.#drive(thread, waiting, take, signal));
    if (this.#finishesWork) await Promise.allSettled(ends);
    await Promise.all(ends);
    signal?.throwIfAborted();
    return waiting;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #startFor(requests: number): void {
    const wanted = Math.min(requests, MOST_THREADS, availableParallelism());
    while (this.#threads.length < wanted) {
      try {
        this.#threads.push(new Thread(this.#start()));
      } catch {
        // The others do its share, or the caller does all of it.
        return;
      }
    }
  }

  async #drive(
    thread: Thread<Request, Reply>,
    waiting: Request[],
    take: (reply: Reply, request: Request) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const request = waiting.shift();
      if (request === undefined) return;
      let reply: Reply;
      try {
        const answer = thread.ask(request);
        reply = await (this.#finishesWork ? answer : orAborted(answer, signal));
      } catch (error) {
        if (thread.hasAnswered || signal?.aborted === true) throw error;
        // One that dies before its first answer could not start.
        waiting.unshift(request);
        return;
      }
      take(reply, request);
    }
  }
}

class Thread<Request, Reply> {
  hasAnswered = false;
  readonly #worker: Worker;
  #pending: PromiseWithResolvers<Reply> | undefined;
  #death: { readonly error: unknown } | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: Reply) => {
      this.hasAnswered = true;
      this.#pending?.resolve(reply);
    });
    worker.on("error", (error) => this.#die(error));
    worker.on("exit", (code) => this.#die(new Error(`A worker thread of the event store ended with code ${code}.`)));
  }

  ask(request: Request): Promise<Reply> {
    if (this.#death !== undefined) return Promise.reject(this.#death.error);
    this.#pending = Promise.withResolvers<Reply>();
    this.#worker.postMessage(request);
    return this.#pending.promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #die(error: unknown): void {
    this.#death ??= { error };
    this.#pending?.reject(this.#death.error);
  }
}

function orAborted<Reply>(answer: Promise<Reply>, signal: AbortSignal | undefined): Promise<Reply> {
  if (signal === undefined) return answer;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
