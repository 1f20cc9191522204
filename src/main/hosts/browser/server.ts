import { createServer, type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { type WebSocket, WebSocketServer } from "ws";
import { SOCKET_PROTOCOL } from "../../../shared/ipc/channels.ts";
import type { Inspector } from "../../inspector/inspector.ts";
import { type Access, createAccess } from "./access.ts";
import { createPageRoutes } from "./page-routes.ts";
import { createPages } from "./pages.ts";
import { PortInUseError } from "./port-in-use-error.ts";
import { defaultLimits, type SocketLimits } from "./socket-limits.ts";

export interface BrowserServerOptions {
  readonly inspector: Inspector;
  /** The built page; absolute. */
  readonly pageFolder: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly limits?: Partial<SocketLimits>;
  report(message: string, error: unknown): void;
}

export interface BrowserServer {
  readonly port: number;
  /** Opens the app, with the token. @param place of the app to begin with: `/p/<project>/overview` */
  address(place?: string): string;
  /** As {@link BrowserServer.address}, but it works once, and without the token: for the command line of a browser. */
  addressToOpen(place?: string): string;
  /** Ends every connection. The inspector stays: it belongs to whoever made it. */
  close(): Promise<void>;
}

/** How long pages have to say goodbye when the server closes. */
const GOODBYE_MS = 500;

/**
 * Serves the app to browsers of this machine, on 127.0.0.1 alone.
 *
 * @throws PortInUseError when another program listens on that port
 */
export async function startBrowserServer(options: BrowserServerOptions): Promise<BrowserServer> {
  const { inspector, pageFolder, report } = options;
  const limits = { ...defaultLimits, ...options.limits };

  const http = createServer({ maxHeaderSize: 16 << 10, requestTimeout: 30_000, headersTimeout: 10_000 });
  http.maxConnections = limits.connections * 4;
  const port = await listen(http, options.port);
  // Hosts and origins have the port, which is known only now. Nothing can have been asked in between.
  const access = createAccess(port);
  // Too many open files, and the like: this connection is lost, the server is not.
  http.on("error", (error) => report("A connection could not be accepted.", error));
  const routes = createPageRoutes(pageFolder, access, (error) => report("The page could not be read.", error));
  http.on("request", getRequestListener(routes.fetch, { overrideGlobalObjects: false }));

  const pages = createPages({ inspector, limits, report });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    // Of the two that were offered the one that is no secret.
    handleProtocols: () => SOCKET_PROTOCOL,
  });
  http.on("upgrade", (request, socket, head) => {
    socket.on("error", (error) => report("A connection broke while it was being set up.", error));
    const refusal = refuse(request, access, sockets.clients.size, limits);
    if (refusal !== null) return endWith(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (page) => pages.admit(page, keyOf(request.url)));
  });

  const addressWith = (name: string, value: string, place: string | undefined) =>
    `http://127.0.0.1:${port}/?${name}=${value}${place === undefined ? "" : `#${place}`}`;

  return {
    port,
    address: (place) => addressWith("token", access.token, place),
    addressToOpen: (place) => addressWith("ticket", access.makeTicket(), place),
    close: async () => {
      const closed = new Promise((done) => http.close(done));
      const open = [...sockets.clients];
      for (const socket of open) socket.close(1001, "The inspector is closing.");
      await Promise.race([Promise.all(open.map(gone)), pause(GOODBYE_MS, undefined, { ref: false })]);
      for (const socket of open) socket.terminate();
      pages.end();
      http.closeAllConnections();
      sockets.close();
      await closed;
    },
  };
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    http.once("error", (error) => {
      failed("code" in error && error.code === "EADDRINUSE" ? new PortInUseError(port, { cause: error }) : error);
    });
    http.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      http.removeAllListeners("error");
      const address = http.address();
      if (address === null || typeof address === "string") failed(new Error("The server has no port."));
      else listening(address.port);
    });
  });
}

interface Refusal {
  readonly status: 400 | 403 | 404 | 421 | 503;
  readonly message: string;
}

/** Looks at everything that an upgrade says before it becomes a connection. */
function refuse(request: IncomingMessage, access: Access, open: number, limits: SocketLimits): Refusal | null {
  const { host, origin, "sec-websocket-protocol": offered = "" } = request.headers;
  if (!access.acceptsHost(host)) return { status: 421, message: "Wrong Host." };
  if (!access.acceptsOrigin(origin, host))
    return { status: 403, message: "Only the inspector's own page may connect." };
  // The one header in which a page can send a token along with a WebSocket.
  const [protocol, token] = offered.split(/,\s*/);
  if (protocol !== SOCKET_PROTOCOL || !access.acceptsToken(token)) {
    return { status: 403, message: "The page has to be opened from the address that the inspector printed." };
  }
  if (!/^\/socket(\?|$)/.test(request.url ?? "")) return { status: 404, message: "There is no such socket." };
  if (open >= limits.connections) return { status: 503, message: "Too many pages are open." };
  return null;
}

function endWith(socket: Duplex, { status, message }: Refusal): void {
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, "Connection: close", "Content-Type: text/plain"];
  socket.end(`${head.join("\r\n")}\r\nContent-Length: ${message.length}\r\n\r\n${message}`);
}

/** Of the page that comes back: `/socket?page=<key>`. */
function keyOf(url: string | undefined): string | null {
  return new URLSearchParams(url?.split("?")[1]).get("page");
}

function gone(socket: WebSocket): Promise<void> {
  return new Promise((done) => socket.once("close", () => done()));
}
