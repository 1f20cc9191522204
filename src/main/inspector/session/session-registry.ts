import type { PushedEvent, PushedEventName } from "../../../shared/ipc/contract.ts";
import type { InspectorClient } from "../host-port.ts";
import type { LongCall } from "./long-call.ts";
import { ProjectSession } from "./project-session.ts";
import type { SessionOptions } from "./session-options.ts";

interface Entry {
  readonly opening: Promise<ProjectSession>;
  readonly clients: Set<InspectorClient>;
  /** Of the client that opens it. */
  readonly signal: AbortSignal;
  readonly report: SessionOptions["report"];
  /** All who wait for the opening. */
  readonly waiting: Set<LongCall["onProgress"]>;
  /** How far it was last. */
  progress: Parameters<LongCall["onProgress"]> | null;
  /** Runs while nobody has it open. */
  ending?: NodeJS.Timeout;
}

/** Waits for an opening that another client began, and hears how it goes. @throws the signal's reason when cancelled */
async function follow(
  { opening, waiting, progress }: Entry,
  { signal, onProgress }: LongCall,
): Promise<ProjectSession> {
  signal.throwIfAborted();
  if (progress !== null) onProgress(...progress);
  waiting.add(onProgress);
  const ended = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([opening, cancelled]);
  } finally {
    ended.abort();
    waiting.delete(onProgress);
  }
}

/** How long a project stays open when its page is gone without having closed it: it may only be loading again. */
const LINGER_MS = 15_000;

type OpenOptions = Omit<SessionOptions, "push">;

/** Open projects by folder. Clients of one folder share its session, which ends with the last of them, or a while after it. */
export class SessionRegistry {
  readonly #entries = new Map<string, Entry>();

  /** @throws what opening throws; a client that cancels does not harm another that waits for the same folder */
  async open(client: InspectorClient, options: OpenOptions, call: LongCall): Promise<ProjectSession> {
    const known = this.#entries.get(options.folder);
    if (known !== undefined) {
      try {
        clearTimeout(known.ending);
        const session = await follow(known, call);
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
    const waiting = new Set([call.onProgress]);
    const onProgress: LongCall["onProgress"] = (...progress) => {
      entry.progress = progress;
      for (const one of waiting) one(...progress);
    };
    // Begins in a moment, so that whoever hears of it finds the entry.
    const opening = Promise.resolve().then(() =>
      ProjectSession.open({ ...options, push }, { signal: call.signal, onProgress }),
    );
    const entry: Entry = { opening, clients, signal: call.signal, report: options.report, waiting, progress: null };
    this.#entries.set(options.folder, entry);
    try {
      return await opening;
    } catch (error) {
      this.#entries.delete(options.folder);
      throw error;
    } finally {
      entry.progress = null;
      waiting.clear();
    }
  }

  /** The person has closed the project. */
  async leave(client: InspectorClient, session: ProjectSession): Promise<void> {
    const entry = this.#letGo(client, session);
    if (entry === undefined) return;
    clearTimeout(entry.ending);
    this.#entries.delete(session.folder);
    await session.close();
  }

  /** The page is gone; the project ends when none comes back for it. */
  linger(client: InspectorClient, session: ProjectSession): void {
    const entry = this.#letGo(client, session);
    if (entry === undefined) return;
    clearTimeout(entry.ending);
    entry.ending = setTimeout(() => {
      // Another page may be on its way in.
      if (entry.clients.size > 0) return;
      this.#entries.delete(session.folder);
      session.close().catch((error: unknown) => entry.report("A project could not be closed.", error));
    }, LINGER_MS);
    entry.ending.unref();
  }

  /** @returns the project's entry when nobody has it open any more */
  #letGo(client: InspectorClient, session: ProjectSession): Entry | undefined {
    const entry = this.#entries.get(session.folder);
    entry?.clients.delete(client);
    return entry === undefined || entry.clients.size > 0 ? undefined : entry;
  }

  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { ending } of entries) clearTimeout(ending);
    const sessions = await Promise.allSettled(entries.map(({ opening }) => opening));
    // Who opens a session hears why it failed; here only those that are open matter.
    await Promise.all(sessions.map((session) => (session.status === "fulfilled" ? session.value.close() : undefined)));
  }
}
