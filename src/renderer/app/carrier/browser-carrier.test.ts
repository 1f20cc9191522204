import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import type { Carrier, ConnectionState } from "../../../shared/ipc/client.ts";
import { connectToHost } from "./browser-carrier.ts";

let http: Server;
let sockets: WebSocketServer;
/** The server was started anew: it lets nobody in who has an old address. */
let isStranger: boolean;
let wake: () => void;

beforeEach(async () => {
  isStranger = false;
  http = createServer((_request, response) => response.writeHead(isStranger ? 403 : 200).end());
  sockets = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request, socket, head) => {
    if (isStranger) socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    else sockets.handleUpgrade(request, socket, head, (page) => sockets.emit("connection", page, request));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
});
afterEach(() => {
  for (const socket of sockets.clients) socket.terminate();
  http.close();
  http.closeAllConnections();
});

interface Arrived {
  readonly socket: WebSocket;
  /** What the page said with its address. */
  readonly search: string;
  readonly offered: string;
  /** Everything that the page sends. */
  next(): Promise<unknown>;
  say(message: object): void;
}

async function arrival(): Promise<Arrived> {
  const [socket, request]: [WebSocket, IncomingMessage] = z
    .tuple([z.custom<WebSocket>(), z.custom<IncomingMessage>()])
    .parse(await once(sockets, "connection"));
  const heard: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on("message", (data) => {
    const message: unknown = JSON.parse(String(data));
    const wakeUp = waiting.shift();
    if (wakeUp === undefined) heard.push(message);
    else wakeUp(message);
  });
  return {
    socket,
    search: new URL(request.url ?? "", "http://x").search,
    offered: request.headers["sec-websocket-protocol"] ?? "",
    next: () => (heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((resolve) => waiting.push(resolve))),
    say: (message) => socket.send(JSON.stringify(message)),
  };
}

function connect(): Carrier {
  const { port } = http.address() as AddressInfo;
  return connectToHost(new URL(`http://127.0.0.1:${port}/#/p/one/overview`), {
    token: () => "secret",
    onWaking: (retry) => {
      wake = retry;
    },
  });
}

function becomes(carrier: Carrier, wanted: ConnectionState): Promise<void> {
  return new Promise((settle) => {
    const end = carrier.onConnection((state) => {
      if (state !== wanted) return;
      end();
      settle();
    });
  });
}

describe("the connection of a page", () => {
  test("carries calls, answered in any order, and what the host says by itself", async () => {
    const arriving = arrival();
    const carrier = connect();
    const server = await arriving;
    expect(server.search).toBe("");
    expect(server.offered).toMatch(/^semiont-inspector, ?secret$/);
    const heard = new Promise((settle) => {
      const end = carrier.listen((name, value) => {
        end();
        settle([name, value]);
      });
    });
    // Before the server has said who the page is, nothing is sent.
    const replies = Promise.all([carrier.call("first", { a: 1 }), carrier.call("second", { b: 2 })]);
    server.say({ page: "key", isBack: false });
    server.say({ push: "watch.changed", value: { state: "watching" } });
    expect([await server.next(), await server.next()]).toEqual([
      { id: 1, method: "first", input: { a: 1 } },
      { id: 2, method: "second", input: { b: 2 } },
    ]);
    server.say({ id: 2, reply: { ok: true, value: 2 } });
    server.say({ id: 1, reply: { ok: true, value: 1 } });
    expect(await replies).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ]);
    expect(await heard).toEqual(["watch.changed", { state: "watching" }]);
  });

  test("comes back as the same page when it breaks, and gets the answer to what was under way", async () => {
    const arriving = arrival();
    const carrier = connect();
    const server = await arriving;
    server.say({ page: "key", isBack: false });
    const slow = carrier.call("slow", {});
    await server.next();

    const again = arrival();
    const connected = becomes(carrier, "connected");
    server.socket.terminate();
    const later = await again;
    expect(later.search).toBe("?page=key");
    const meanwhile = carrier.call("meanwhile", {});
    later.say({ page: "key", isBack: true });
    expect(await later.next()).toEqual({ waiting: [1] });
    expect(await later.next()).toEqual({ id: 2, method: "meanwhile", input: {} });
    later.say({ id: 1, reply: "slow" });
    later.say({ id: 2, reply: "meanwhile" });
    expect([await slow, await meanwhile]).toEqual(["slow", "meanwhile"]);
    await connected;
  });

  test("repeats nothing when the server does not know the page any more", async () => {
    const arriving = arrival();
    const carrier = connect();
    const server = await arriving;
    server.say({ page: "key", isBack: false });
    const slow = carrier.call("slow", {});
    await server.next();
    const again = arrival();
    server.socket.terminate();
    const later = await again;
    const unsent = carrier.call("unsent", {});
    later.say({ page: "another", isBack: false });
    expect(await slow).toMatchObject({ ok: false, error: { code: "disconnected" } });
    expect(await later.next()).toMatchObject({ method: "unsent" });
    later.say({ id: 2, reply: "done" });
    expect(await unsent).toBe("done");
  });

  test("tells a server that is gone from one that was started anew, and is let in again with its address", async () => {
    const arriving = arrival();
    const carrier = connect();
    const server = await arriving;
    server.say({ page: "key", isBack: false });
    const slow = carrier.call("slow", {});
    await server.next();

    const { port } = http.address() as AddressInfo;
    const lost = becomes(carrier, "lost");
    http.close();
    server.socket.terminate();
    http.closeAllConnections();
    await lost;

    isStranger = true;
    const refused = becomes(carrier, "refused");
    http.listen(port, "127.0.0.1");
    await once(http, "listening");
    wake();
    await refused;
    expect(await slow).toMatchObject({ ok: false, error: { code: "disconnected" } });
    expect(await carrier.call("more", {})).toMatchObject({ ok: false, error: { code: "disconnected" } });

    // The new address was opened beside it: its token is in the storage.
    isStranger = false;
    const again = arrival();
    const connected = becomes(carrier, "connected");
    wake();
    (await again).say({ page: "third", isBack: false });
    await connected;
  });
});
