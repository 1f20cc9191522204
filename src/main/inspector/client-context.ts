import type { InspectorClient } from "./host-port.ts";

/** What the inspector knows of one client. Hosts only carry it from `connect` to `dispatch`. */
export class ClientContext {
  readonly client: InspectorClient;
  readonly #operations = new Map<string, AbortController>();

  constructor(client: InspectorClient) {
    this.client = client;
  }

  /** Runs something long that the client can follow and cancel by the id that it chose. */
  async run<Result>(operation: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.#operations.get(operation)?.abort();
    const controller = new AbortController();
    this.#operations.set(operation, controller);
    try {
      return await work(controller.signal);
    } finally {
      if (this.#operations.get(operation) === controller) this.#operations.delete(operation);
    }
  }

  /** Does nothing when the operation has ended already. */
  cancel(operation: string): void {
    this.#operations.get(operation)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#operations.values()) controller.abort();
  }
}
