import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Who may speak to a server on loopback: the page that was opened from its address, and no other page or program. */
export interface Access {
  /**
   * Goes into the address that is shown to the person who started the server, and from there into the storage of the page's
   * origin. Not into a cookie: browsers send those to every port of a machine, so that any other server here would be given it.
   */
  readonly token: string;
  acceptsToken(token: string | undefined): boolean;
  /** What opens the page once. For the command line of a browser, which everybody on a machine can list. */
  makeTicket(): string;
  /** @returns whether it was one, which it is no longer */
  takeTicket(ticket: string): boolean;
  /** A name that resolves to loopback only later (DNS rebinding) arrives with its own Host and is refused. */
  acceptsHost(host: string | undefined): boolean;
  /** The page's own origin, and nothing else: browsers send it with every WebSocket and do not let pages choose it. */
  acceptsOrigin(origin: string | undefined, host: string | undefined): boolean;
}

/** @param port the one the server listens on */
export function createAccess(port: number): Access {
  const token = secret();
  const tickets = new Set<string>();
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const acceptsHost = (host: string | undefined) => host !== undefined && hosts.has(host);
  return {
    token,
    acceptsToken: (given) => given !== undefined && equal(given, token),
    makeTicket() {
      const ticket = secret();
      tickets.add(ticket);
      return ticket;
    },
    takeTicket: (ticket) => tickets.delete(ticket),
    acceptsHost,
    acceptsOrigin: (origin, host) => acceptsHost(host) && origin === `http://${host}`,
  };
}

/** 192 bits, in letters that an address and a header hold as they are. */
function secret(): string {
  return randomBytes(24).toString("base64url");
}

/** Takes the same time for every wrong guess; digests, because the comparison wants equal lengths. */
function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
