import { z } from "zod";
import type { Carrier, Reply } from "../../../shared/ipc/client.ts";

/** What the server sends: the reply to a call, or something it says by itself. */
const messageSchema = z.union([
  z.object({ id: z.int(), reply: z.unknown() }),
  z.object({ push: z.string(), value: z.unknown() }),
]);

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

/**
 * Speaks with the server over one WebSocket and connects again, after growing pauses, when it is lost. Calls that were
 * under way are then answered with `disconnected`: whether they were carried out is not known, so none is repeated.
 */
export function connectToHost(page: URL): Carrier {
  const address = new URL("./socket", page);
  address.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  address.hash = "";
  address.search = "";

  const pending = new Map<number, (reply: unknown) => void>();
  const pushListeners = new Set<(name: string, value: unknown) => void>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  let socket: WebSocket;
  let lastId = 0;
  let wait = FIRST_WAIT_MS;
  let wasConnected = false;
  /** Settles when the socket of the moment is open, or lost; calls wait for it. */
  let opened: Promise<boolean>;

  const connect = (): void => {
    socket = new WebSocket(address);
    const current = socket;
    opened = new Promise((settle) => {
      current.addEventListener("open", () => {
        wait = FIRST_WAIT_MS;
        settle(true);
        if (wasConnected) for (const listener of connectionListeners) listener(true);
        wasConnected = true;
      });
      current.addEventListener("close", () => settle(false));
    });
    current.addEventListener("message", ({ data }) => hear(data));
    current.addEventListener("close", () => {
      opened = Promise.resolve(false);
      for (const answer of pending.values()) answer(LOST);
      pending.clear();
      for (const listener of connectionListeners) listener(false);
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };

  const hear = (data: unknown): void => {
    const message = messageSchema.parse(JSON.parse(String(data)));
    if ("push" in message) {
      for (const listener of pushListeners) listener(message.push, message.value);
      return;
    }
    pending.get(message.id)?.(message.reply);
    pending.delete(message.id);
  };

  connect();
  return {
    async call(method, input) {
      if (!(await opened)) return LOST;
      lastId += 1;
      const id = lastId;
      return new Promise((answer) => {
        pending.set(id, answer);
        socket.send(JSON.stringify({ id, method, input }));
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

const LOST: Reply = {
  ok: false,
  error: {
    code: "disconnected",
    message: "The connection to the inspector was lost.",
    advice:
      "Look whether it still runs where you started it; this page then connects again by itself. If you started it anew, open the address that it printed.",
  },
};
