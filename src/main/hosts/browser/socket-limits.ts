/** What one server takes before it says no. Pages stay far below all of these. */
export interface SocketLimits {
  /** Tabs at once. */
  readonly connections: number;
  /** Bytes of one message from a page; its calls are names, ids and filter texts. */
  readonly messageBytes: number;
  readonly callsPerSecond: number;
  /** Calls at once after a pause: a screen that opens asks for a dozen things. */
  readonly burst: number;
  /** Calls of one page that are being worked on. */
  readonly callsAtOnce: number;
  /** Bytes waiting for a page that does not read them. */
  readonly unreadBytes: number;
  /** A page that does not answer two of these in a row is gone. */
  readonly heartbeatMs: number;
}

export const defaultLimits: SocketLimits = {
  connections: 32,
  messageBytes: 1 << 20,
  callsPerSecond: 200,
  burst: 400,
  callsAtOnce: 256,
  unreadBytes: 64 << 20,
  heartbeatMs: 30_000,
};
