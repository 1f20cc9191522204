import type { PushedEvent, PushedEventName } from "../../../shared/ipc/contract.ts";
import type { InspectorClient } from "../host-port.ts";
import { type LongCall, ProjectSession, type SessionOptions } from "./project-session.ts";

interface Entry {
  readonly opening: Promise<ProjectSession>;
  readonly clients: Set<InspectorClient>;
  /** Of the client that opens it. */
  readonly signal: AbortSignal;
}

type OpenOptions = Omit<SessionOptions, "push">;

/** Open projects by folder. Clients of one folder share its session, which ends with the last of them. */
export class SessionRegistry {
  readonly #entries = new Map<string, Entry>();

  /** @throws what opening throws; a client that cancels does not harm another that waits for the same folder */
  async open(client: InspectorClient, options: OpenOptions, call: LongCall): Promise<ProjectSession> {
    const known = this.#entries.get(options.folder);
    if (known !== undefined) {
      try {
        const session = await known.opening;
        known.clients.add(client);
        return session;
      } catch (error) {
        if (!known.signal.aborted) throw error;
        call.signal.throwIfAborted();
        return this.open(client, options, call);
      }
    }
    const clients = new Set([client]);
    const push = <Name extends PushedEventName>(name: Name, value: PushedEvent<Name>) => {
      for (const one of clients) one.push(name, value);
    };
    const entry = { opening: ProjectSession.open({ ...options, push }, call), clients, signal: call.signal };
    this.#entries.set(options.folder, entry);
    try {
      return await entry.opening;
    } catch (error) {
      this.#entries.delete(options.folder);
      throw error;
    }
  }

  async leave(client: InspectorClient, session: ProjectSession): Promise<void> {
    const entry = this.#entries.get(session.folder);
    entry?.clients.delete(client);
    if (entry === undefined || entry.clients.size > 0) return;
    this.#entries.delete(session.folder);
    await session.close();
  }

  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    const sessions = await Promise.allSettled(entries.map(({ opening }) => opening));
    // Who opens a session hears why it failed; here only those that are open matter.
    await Promise.all(sessions.map((session) => (session.status === "fulfilled" ? session.value.close() : undefined)));
  }
}
