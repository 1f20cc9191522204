import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Carrier } from "../../../shared/ipc/client.ts";
import { connectToHost } from "./browser-carrier.ts";

let server: WebSocketServer;

beforeEach(async () => {
  server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/socket" });
  await once(server, "listening");
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

const connect = async (): Promise<{ carrier: Carrier; socket: WebSocket }> => {
  const connected = once(server, "connection");
  const { port } = server.address() as AddressInfo;
  const carrier = connectToHost(new URL(`http://127.0.0.1:${port}/?token=secret#/p/one/overview`));
  const [socket] = await connected;
  return { carrier, socket };
};
const connectionChange = (carrier: Carrier): Promise<boolean> =>
  new Promise((settle) => {
    const end = carrier.onConnection((connected) => {
      end();
      settle(connected);
    });
  });

describe("the connection of a page", () => {
  test("carries calls, answered in any order, and what the host says by itself", async () => {
    const { carrier, socket } = await connect();
    const calls: { id: number; method: string; input: unknown }[] = [];
    socket.on("message", (data) => {
      calls.push(JSON.parse(String(data)));
      if (calls.length === 2) {
        for (const { id, input } of calls.toReversed())
          socket.send(JSON.stringify({ id, reply: { ok: true, value: input } }));
      }
    });
    const heard = new Promise((settle) => {
      const end = carrier.listen((name, value) => {
        end();
        settle([name, value]);
      });
    });
    socket.send(JSON.stringify({ push: "watch.changed", value: { state: "watching" } }));
    const replies = await Promise.all([carrier.call("first", { a: 1 }), carrier.call("second", { b: 2 })]);
    expect(replies).toEqual([
      { ok: true, value: { a: 1 } },
      { ok: true, value: { b: 2 } },
    ]);
    expect(calls.map(({ method }) => method)).toEqual(["first", "second"]);
    expect(await heard).toEqual(["watch.changed", { state: "watching" }]);
  });

  test("answers what was under way when it is lost, says so, and comes back", async () => {
    const { carrier, socket } = await connect();
    const asked = once(socket, "message");
    const pending = carrier.call("slow", {});
    await asked;

    const lost = connectionChange(carrier);
    const again = once(server, "connection");
    socket.terminate();
    expect(await lost).toBe(false);
    expect(await pending).toMatchObject({ ok: false, error: { code: "disconnected" } });
    expect(await carrier.call("meanwhile", {})).toMatchObject({ ok: false, error: { code: "disconnected" } });

    const back = connectionChange(carrier);
    const [next] = await again;
    expect(await back).toBe(true);
    next.on("message", (data: unknown) =>
      next.send(JSON.stringify({ id: JSON.parse(String(data)).id, reply: { ok: true, value: 3 } })),
    );
    expect(await carrier.call("later", {})).toEqual({ ok: true, value: 3 });
  });
});
