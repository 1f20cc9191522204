import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Who may speak to a server on loopback: the browser that was given its address, and no other page or program. */
export interface Access {
  /** Goes into the address that is shown to the person who started the server; nowhere else. */
  readonly token: string;
  /** Of the cookie that takes the token's place after the first load. */
  readonly cookieName: string;
  readonly cookieValue: string;
  acceptsToken(token: string): boolean;
  acceptsCookie(value: string | undefined): boolean;
  /** A name that resolves to loopback only later (DNS rebinding) arrives with its own Host and is refused. */
  acceptsHost(host: string | undefined): boolean;
  /** The page's own origin, and nothing else: browsers send it with every WebSocket and do not let pages choose it. */
  acceptsOrigin(origin: string | undefined, host: string | undefined): boolean;
}

/** @param port the one the server listens on: cookies do not know ports, so the name tells the servers of a machine apart */
export function createAccess(port: number): Access {
  const token = secret();
  const cookieValue = secret();
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const acceptsHost = (host: string | undefined) => host !== undefined && hosts.has(host);
  return {
    token,
    cookieName: `semiont-inspector-${port}`,
    cookieValue,
    acceptsToken: (given) => equal(given, token),
    acceptsCookie: (given) => given !== undefined && equal(given, cookieValue),
    acceptsHost,
    acceptsOrigin: (origin, host) => acceptsHost(host) && origin === `http://${host}`,
  };
}

/** 192 bits, in letters that an address and a cookie hold as they are. */
function secret(): string {
  return randomBytes(24).toString("base64url");
}

/** Takes the same time for every wrong guess; digests, because the comparison wants equal lengths. */
function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
