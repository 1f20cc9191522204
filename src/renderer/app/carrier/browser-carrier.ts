import { z } from "zod";
import { SOCKET_PROTOCOL } from "../../../shared/ipc/channels.ts";
import type { Carrier, ConnectionState, Reply } from "../../../shared/ipc/client.ts";

/** What the server sends: first who this page is to it, then replies to calls, and what it says by itself. */
const messageSchema = z.union([
  z.object({ page: z.string(), isBack: z.boolean() }),
  z.object({ id: z.int(), reply: z.unknown() }),
  z.object({ push: z.string(), value: z.unknown() }),
]);

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
/** How long calls wait for a connection before they are answered with `disconnected`. */
const PATIENCE_MS = 10_000;

interface Call {
  readonly text: string;
  isSent: boolean;
  answer(reply: unknown): void;
}

export interface HostConnection {
  /** Proves that this page was opened from the address that the server printed; null when it was not. */
  token(): string | null;
  /** Calls `retry` when the machine or the page has woken up, and waiting on would be a waste. */
  onWaking(retry: () => void): void;
}

/** No token that a server gives out; a socket cannot offer an empty one. */
const NO_TOKEN = "none";

/**
 * Speaks with the server over one WebSocket, and connects again, after growing pauses, when it is lost. The server keeps
 * what it does for the page, so that calls which were under way are answered after all. Where it does not know the page
 * any more, they are answered with `disconnected`: whether they were carried out is not known, so none is repeated.
 */
export function connectToHost(page: URL, { token, onWaking }: HostConnection): Carrier {
  const calls = new Map<number, Call>();
  const pushListeners = new Set<(name: string, value: unknown) => void>();
  const connectionListeners = new Set<(state: ConnectionState) => void>();
  let socket: WebSocket;
  let lastId = 0;
  let key: string | null = null;
  let state: ConnectionState = "connected";
  let wait = FIRST_WAIT_MS;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let givingUp: ReturnType<typeof setTimeout> | undefined;
  /** The server has said who this page is; calls may be sent. */
  let isReady = false;

  /** Says so every time: who was connected before has missed something too. */
  const become = (next: ConnectionState): void => {
    state = next;
    for (const listener of connectionListeners) listener(next);
  };
  const answerAll = (which: (call: Call) => boolean): void => {
    for (const [id, call] of calls) {
      if (!which(call)) continue;
      calls.delete(id);
      call.answer(LOST);
    }
  };
  const send = (call: Call): void => {
    call.isSent = true;
    socket.send(call.text);
  };

  const connect = (): void => {
    clearTimeout(retrying);
    retrying = undefined;
    const current = new WebSocket(socketAddress(page, key), [SOCKET_PROTOCOL, token() ?? NO_TOKEN]);
    socket = current;
    current.addEventListener("message", ({ data }) => hear(data));
    current.addEventListener("close", () => {
      if (current === socket) void lost();
    });
  };

  const lost = async (): Promise<void> => {
    const wasReady = isReady;
    isReady = false;
    givingUp ??= setTimeout(() => answerAll(() => true), PATIENCE_MS);
    retrying = setTimeout(connect, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    // It is most often back at once, and nobody needs to know.
    if (wasReady) return;
    // A socket does not say why it was not let in.
    const next = (await isRefused(page, token() ?? NO_TOKEN)) ? "refused" : "lost";
    if (isReady) return;
    become(next);
    if (next === "refused") answerAll(() => true);
  };

  const welcome = (given: { readonly page: string; readonly isBack: boolean }): void => {
    isReady = true;
    wait = FIRST_WAIT_MS;
    clearTimeout(givingUp);
    givingUp = undefined;
    const isFirst = key === null;
    const sent = [...calls].filter(([, { isSent }]) => isSent).map(([id]) => id);
    if (!given.isBack) answerAll(({ isSent }) => isSent);
    else if (sent.length > 0) socket.send(JSON.stringify({ waiting: sent }));
    for (const call of calls.values()) if (!call.isSent) send(call);
    key = given.page;
    if (!isFirst) become("connected");
  };

  const hear = (data: unknown): void => {
    const message = messageSchema.parse(JSON.parse(String(data)));
    if ("page" in message) welcome(message);
    else if ("push" in message) {
      for (const listener of pushListeners) listener(message.push, message.value);
    } else {
      calls.get(message.id)?.answer(message.reply);
      calls.delete(message.id);
    }
  };

  connect();
  onWaking(() => {
    if (retrying !== undefined) connect();
  });
  return {
    async call(method, input) {
      if (state === "refused") return LOST;
      lastId += 1;
      const id = lastId;
      return new Promise((answer) => {
        const call: Call = { text: JSON.stringify({ id, method, input }), isSent: false, answer };
        calls.set(id, call);
        if (isReady) send(call);
        else givingUp ??= setTimeout(() => answerAll(() => true), PATIENCE_MS);
      });
    },
    listen(listener) {
      pushListeners.add(listener);
      return () => pushListeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
  };
}

function socketAddress(page: URL, key: string | null): URL {
  const address = new URL("./socket", page);
  address.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  address.hash = "";
  address.search = key === null ? "" : `?page=${encodeURIComponent(key)}`;
  return address;
}

/** Whether there is a server, and it takes us for a stranger: it was started anew, and has given out another address. */
async function isRefused(page: URL, token: string): Promise<boolean> {
  try {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(new URL("./", page), { method: "HEAD", headers })).status === 403;
  } catch {
    // Nobody is there.
    return false;
  }
}

const LOST: Reply = {
  ok: false,
  error: {
    code: "disconnected",
    message: "The connection to the inspector was lost.",
    advice:
      "Look whether it still runs where you started it; this page then connects again by itself. If you started it anew, open the address that it printed.",
  },
};
