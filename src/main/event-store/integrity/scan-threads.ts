import { Worker } from "node:worker_threads";
import type { FileSystem } from "../file-system.ts";
import { discoverWith } from "../log/discover-streams.ts";
import type { StreamReference } from "../log/stream-reference.ts";
import type { DiscoveredStreams } from "../log/walk-folders.ts";
import { type StartThread, Threads } from "../threads.ts";
import { answerScan } from "./answer-scan.ts";
import type { NumberedStream, ScanReply, ScanRequest } from "./scan-messages.ts";

/** So many streams travel in one message: enough to make the message cheap, few enough to share the work evenly. */
const BATCH = 64;
/** Few streams, which may be huge, are shared out in so many messages. */
const SHARES = 16;
/** What a scan makes is dropped at once; left alone, each thread keeps several times this for it on a log of 1 GB. */
const YOUNG_MEGABYTES = 8;
/** Fewer streams are read sooner than a thread starts. */
const FEW_STREAMS = 40;

export interface ScanSource {
  readonly eventsDir: string;
  readonly fileSystem: FileSystem;
  /** How threads are started; none are, and everything is done in this one, where the files are not the machine's own. */
  readonly startThread: StartThread | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Starts a thread that answers {@link ScanRequest}s. */
export function startScanThread(): Worker {
  return new Worker(new URL("./scan.worker.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
}

/** Walks and scans a log, in worker threads where it is large. To be closed. */
export class ScanThreads {
  readonly #source: ScanSource;
  readonly #threads: Threads<ScanRequest, ScanReply> | undefined;

  constructor(source: ScanSource) {
    this.#source = source;
    this.#threads = source.startThread === undefined ? undefined : new Threads(source.startThread);
  }

  /** Finds every stream. */
  async discover(): Promise<DiscoveredStreams> {
    const { fileSystem, eventsDir, signal } = this.#source;
    const threads = this.#threads;
    return discoverWith(fileSystem, eventsDir, async (requests, take) => {
      if (threads === undefined) return requests;
      const asked = requests.map((request): ScanRequest => ({ kind: "walk", ...request }));
      const takeWalk = (reply: ScanReply) => {
        if (reply.kind === "walked") take(reply.walk);
      };
      const left = await threads.ask(asked, takeWalk, signal);
      return left.filter((request) => request.kind === "walk");
    });
  }

  /**
   * Scans or checks streams, and hands over the answers as they come, in no particular order.
   * @throws the signal's reason when cancelled; an Error when a thread dies
   */
  async read(
    kind: "scan" | "check",
    streams: readonly StreamReference[],
    take: (reply: ScanReply, streams: readonly NumberedStream[]) => void,
  ): Promise<void> {
    const { eventsDir } = this.#source;
    const isLarge = streams.length > FEW_STREAMS;
    const numbered = streams.map(({ streamId, files }, index): NumberedStream => ({ index, streamId, files }));
    const requests = batches(numbered, isLarge ? Math.min(BATCH, Math.ceil(streams.length / SHARES)) : 1).map(
      (some) => ({ kind, eventsDir, streams: some }),
    );
    await this.#ask(requests, isLarge, (reply, request) => {
      if (request.kind !== "walk") take(reply, request.streams);
    });
  }

  async close(): Promise<void> {
    await this.#threads?.close();
  }

  async #ask(
    requests: readonly ScanRequest[],
    isLarge: boolean,
    take: (reply: ScanReply, request: ScanRequest) => void,
  ): Promise<void> {
    const { fileSystem, signal } = this.#source;
    const left = isLarge && this.#threads !== undefined ? await this.#threads.ask(requests, take, signal) : requests;
    for (const request of left) {
      signal?.throwIfAborted();
      take(await answerScan({ fileSystem }, request), request);
    }
  }
}

function batches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, batch) =>
    items.slice(batch * size, (batch + 1) * size),
  );
}
