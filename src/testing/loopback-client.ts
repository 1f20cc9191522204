import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import { z } from "zod";

/** What a server answered, with everything that a browser would look at. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Asks as any program can: the path is sent as given, and every header may be forged. */
export async function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
  host = "127.0.0.1",
): Promise<Answer> {
  const sent = request({ host, port, path, method, agent: false, headers });
  const answered = once(sent, "response");
  sent.end();
  const [response] = z.tuple([z.custom<IncomingMessage>()]).parse(await answered);
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** What a page's socket offers that was opened from a printed address: the protocol, and the token as another. */
export function protocolsOf(address: string): string {
  return `semiont-inspector, ${new URL(address).searchParams.get("token")}`;
}

/** A page's socket, or somebody else's. */
export interface TestSocket {
  readonly socket: WebSocket;
  /** The next message, heard already or yet to come. */
  next(): Promise<unknown>;
  /** The close code, once it has closed. */
  readonly closed: Promise<number>;
}

/** @returns the socket, or the status with which the server refused it */
export async function connect(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = "/socket",
): Promise<TestSocket | number> {
  const { "Sec-WebSocket-Protocol": protocols, ...others } = headers;
  const offered = protocols === undefined ? [] : protocols.split(", ");
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, offered, { headers: others });
  const heard: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on("message", (data) => {
    const message: unknown = JSON.parse(data.toString());
    const wake = waiting.shift();
    if (wake === undefined) heard.push(message);
    else wake(message);
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  return new Promise((resolve, reject) => {
    socket.once("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once("error", reject);
    socket.once("open", () => {
      // A server that throws a client out may do so in the middle of a message.
      socket.on("error", () => socket.terminate());
      const next = () =>
        heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((wake) => waiting.push(wake));
      resolve({ socket, next, closed });
    });
  });
}
