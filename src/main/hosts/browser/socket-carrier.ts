import type { RawData, WebSocket } from "ws";
import { z } from "zod";
import type { Reply } from "../../../shared/ipc/client.ts";
import { dispatch } from "../../../shared/ipc/dispatch.ts";
import type { Inspector } from "../../inspector/inspector.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { SocketLimits } from "./socket-limits.ts";

/** A call of the page; answered with `{ id, reply }`. What the host says by itself goes out as `{ push, value }`. */
const callSchema = z.strictObject({ id: z.int().nonnegative(), method: z.string().max(64), input: z.unknown() });

/** WebSocket close codes that we send. */
const POLICY_VIOLATION = 1008;
const TRY_LATER = 1013;

/** Carries the contract over one WebSocket until it closes. */
export function carryOverSocket(
  socket: WebSocket,
  inspector: Inspector,
  limits: SocketLimits,
  report: (message: string, error: unknown) => void,
): void {
  const mayCall = createRateLimit(limits.callsPerSecond, limits.burst, () => performance.now());
  let running = 0;
  let heard = true;

  const send = (message: unknown) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.unreadBytes) {
      socket.close(TRY_LATER, "The page does not read what it asked for.");
      return;
    }
    socket.send(JSON.stringify(message));
  };

  const { context, disconnect } = inspector.connect({ push: (name, value) => send({ push: name, value }) });

  const answer = async (data: RawData, isBinary: boolean) => {
    const call = isBinary ? null : readCall(data);
    if (call === null) {
      socket.close(POLICY_VIOLATION, "A message was not a call.");
      return;
    }
    if (!mayCall() || running >= limits.callsAtOnce) {
      send({ id: call.id, reply: tooMany });
      return;
    }
    running += 1;
    try {
      const reply = await dispatch(inspector.handlers, context, call.method, call.input, (method, error) =>
        report(`“${method}” failed.`, error),
      );
      send({ id: call.id, reply });
    } finally {
      running -= 1;
    }
  };

  const heartbeat = setInterval(() => {
    if (!heard) return socket.terminate();
    heard = false;
    socket.ping();
  }, limits.heartbeatMs);
  socket.on("pong", () => {
    heard = true;
  });
  socket.on("message", (data, isBinary) => {
    heard = true;
    answer(data, isBinary).catch((error: unknown) => {
      report("An answer could not be sent to a page.", error);
      socket.terminate();
    });
  });
  // Broken frames and messages above the limit: ws closes the connection after it has said so here.
  socket.on("error", (error) =>
    report("A page was disconnected, because it broke the rules of the connection.", error),
  );
  socket.on("close", () => {
    clearInterval(heartbeat);
    disconnect().catch((error: unknown) => report("A page that is gone could not be let go of.", error));
  });
}

const tooMany: Reply = {
  ok: false,
  error: {
    code: "busy",
    message: "The page asks for more than the inspector answers at once.",
    advice: "Wait a moment, then try again.",
  },
};

function readCall(data: RawData): z.infer<typeof callSchema> | null {
  let message: unknown;
  try {
    message = JSON.parse(data.toString());
  } catch {
    return null;
  }
  const call = callSchema.safeParse(message);
  return call.success ? call.data : null;
}
