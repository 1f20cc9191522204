import { randomBytes } from "node:crypto";
import type { RawData, WebSocket } from "ws";
import { z } from "zod";
import type { Reply } from "../../../shared/ipc/client.ts";
import { dispatch } from "../../../shared/ipc/dispatch.ts";
import type { Inspector } from "../../inspector/inspector.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { SocketLimits } from "./socket-limits.ts";

const callId = z.int().nonnegative();
/** What a page sends: a call, or, once it has come back, which of its calls it has no answer to yet. */
const messageSchema = z.union([
  z.strictObject({ id: callId, method: z.string().max(64), input: z.unknown() }),
  z.strictObject({ waiting: z.array(callId).max(10_000) }),
]);
type Message = z.infer<typeof messageSchema>;

/** WebSocket close codes: ours, and those with which a connection breaks without anybody wanting it. */
const POLICY_VIOLATION = 1008;
const TRY_LATER = 1013;
const NO_CODE = 1005;
const BROKEN = 1006;
const UNWANTED: ReadonlySet<number> = new Set([NO_CODE, BROKEN, TRY_LATER]);

export interface PageOptions {
  readonly inspector: Inspector;
  readonly limits: SocketLimits;
  report(message: string, error: unknown): void;
  /** It will not come back. */
  ended(): void;
}

/** A page of a browser. It outlives a socket that breaks, with all that runs for it, and goes on over the next one. */
export interface Page {
  /** Known to the page alone; with it the page comes back. */
  readonly key: string;
  readonly isAttached: boolean;
  /** @param isBack the page has been here before, over another socket */
  attach(socket: WebSocket, isBack: boolean): void;
  end(): void;
}

/** Carries the contract: `{ id, method, input }` is answered with `{ id, reply }`; by itself the host says `{ push, value }`. */
export function createPage({ inspector, limits, report, ended }: PageOptions): Page {
  const key = randomBytes(24).toString("base64url");
  const mayCall = createRateLimit(limits.callsPerSecond, limits.burst, () => performance.now());
  const running = new Set<number>();
  /** The last replies: nobody can say which of those that were sent have arrived when a connection breaks. */
  const replies = new Map<number, string>();
  let replyBytes = 0;
  let socket: WebSocket | null = null;
  let ending: NodeJS.Timeout | undefined;
  let hasEnded = false;

  const { context, disconnect } = inspector.connect({
    // Without a socket nothing is lost: a page that comes back asks anew for what it shows.
    push: (name, value) => send(JSON.stringify({ push: name, value })),
  });

  function end(): void {
    if (hasEnded) return;
    hasEnded = true;
    replies.clear();
    clearTimeout(ending);
    disconnect().catch((error: unknown) => report("A page that is gone could not be let go of.", error));
    ended();
  }

  function send(text: string): void {
    if (socket === null || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.unreadBytes)
      socket.close(TRY_LATER, "The page does not read what it asked for.");
    else socket.send(text);
  }

  function answer(id: number, reply: Reply): void {
    const text = JSON.stringify({ id, reply });
    replyBytes += text.length - (replies.get(id)?.length ?? 0);
    replies.delete(id);
    replies.set(id, text);
    for (const [oldest, { length }] of replies) {
      if (replyBytes <= limits.keptBytes || oldest === id) break;
      replies.delete(oldest);
      replyBytes -= length;
    }
    send(text);
  }

  function answerAgain(id: number): void {
    const text = replies.get(id);
    if (text !== undefined) send(text);
    else if (!running.has(id)) answer(id, lostOnTheWay);
  }

  async function hear(message: Message): Promise<void> {
    if ("waiting" in message) {
      for (const id of message.waiting) answerAgain(id);
      return;
    }
    const { id, method, input } = message;
    if (!mayCall() || running.size >= limits.callsAtOnce) return answer(id, tooMany);
    running.add(id);
    try {
      const failed = (name: string, error: unknown) => report(`“${name}” failed.`, error);
      answer(id, await dispatch(inspector.handlers, context, method, input, failed));
    } finally {
      running.delete(id);
    }
  }

  function attach(next: WebSocket, isBack: boolean): void {
    clearTimeout(ending);
    // The page has noticed first that the one before is broken.
    socket?.terminate();
    socket = next;
    let wasHeard = true;
    const heartbeat = setInterval(() => {
      if (!wasHeard) return next.terminate();
      wasHeard = false;
      next.ping();
    }, limits.heartbeatMs);
    next.on("pong", () => {
      wasHeard = true;
    });
    next.on("message", (data, isBinary) => {
      wasHeard = true;
      const message = isBinary ? null : readMessage(data);
      if (message === null) return next.close(POLICY_VIOLATION, "A message was not a call.");
      hear(message).catch((error: unknown) => {
        report("An answer could not be sent to a page.", error);
        next.terminate();
      });
    });
    // Broken frames and messages above the limit: ws closes the connection after it has said so here.
    next.on("error", (error) =>
      report("A page was disconnected, because it broke the rules of the connection.", error),
    );
    next.on("close", (code) => {
      clearInterval(heartbeat);
      if (socket !== next) return;
      socket = null;
      if (!UNWANTED.has(code)) return end();
      ending = setTimeout(end, limits.absenceMs);
      ending.unref();
    });
    send(JSON.stringify({ page: key, isBack }));
  }

  return {
    key,
    get isAttached() {
      return socket !== null;
    },
    attach,
    end,
  };
}

const tooMany: Reply = {
  ok: false,
  error: {
    code: "busy",
    message: "The page asks for more than the inspector answers at once.",
    advice: "Wait a moment, then try again.",
  },
};

/** The call did not arrive, or its answer did not. */
const lostOnTheWay: Reply = {
  ok: false,
  error: {
    code: "disconnected",
    message: "The connection was lost while this was under way; whether it was done is not known.",
    advice: "Look at what is shown now, and try again where it is needed.",
  },
};

function readMessage(data: RawData): Message | null {
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    return null;
  }
  const message = messageSchema.safeParse(value);
  return message.success ? message.data : null;
}
