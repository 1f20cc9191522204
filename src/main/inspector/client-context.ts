import { setImmediate } from "node:timers/promises";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { InspectorClient } from "./host-port.ts";
import { cancellable, type LongCall } from "./session/long-call.ts";
import { ProgressReporter } from "./session/progress-reporter.ts";
import type { ProjectSession } from "./session/project-session.ts";

/** What the inspector knows of one client. Hosts only carry it from `connect` to `dispatch`. */
export class ClientContext {
  readonly client: InspectorClient;
  readonly #operations = new Map<string, AbortController>();
  #session: ProjectSession | null = null;
  #isConnected = true;

  constructor(client: InspectorClient) {
    this.client = client;
  }

  get session(): ProjectSession | null {
    return this.#session;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** @returns the session that was open before. */
  exchange(session: ProjectSession | null): ProjectSession | null {
    const before = this.#session;
    this.#session = session;
    return before;
  }

  /** @throws ContractError `no-project` */
  requireSession(): ProjectSession {
    if (this.#session !== null) return this.#session;
    throw new ContractError({
      code: "no-project",
      message: "No project is open in this window.",
      advice: "Open a project first.",
    });
  }

  /**
   * Runs something long that the client follows and cancels by the id that it chose.
   * @throws ContractError `cancelled`
   */
  async run<Result>(operation: string, work: (call: LongCall) => Promise<Result>): Promise<Result> {
    this.#operations.get(operation)?.abort();
    const controller = new AbortController();
    this.#operations.set(operation, controller);
    const reporter = new ProgressReporter(operation, (progress) => this.client.push("operation.progress", progress));
    const { signal } = controller;
    try {
      return await cancellable(signal, () =>
        work({ signal, onProgress: (...progress) => reporter.report(...progress) }),
      );
    } finally {
      if (this.#operations.get(operation) === controller) this.#operations.delete(operation);
    }
  }

  /**
   * Answers a question that the client may give up by an id of its choice.
   * @throws ContractError `cancelled`
   */
  answer<Result>(operation: string | undefined, work: (signal?: AbortSignal) => Promise<Result>): Promise<Result> {
    if (operation === undefined) return work();
    return this.run(operation, async ({ signal }) => {
      // What has arrived meanwhile is heard first: of letters typed faster than they are answered, those given up are not begun.
      await setImmediate();
      signal.throwIfAborted();
      return work(signal);
    });
  }

  /** Does nothing when the operation has ended already. */
  cancel(operation: string): void {
    this.#operations.get(operation)?.abort();
  }

  /** Ends everything that runs for the client. @returns the session to leave */
  disconnect(): ProjectSession | null {
    this.#isConnected = false;
    for (const controller of this.#operations.values()) controller.abort();
    return this.exchange(null);
  }
}
