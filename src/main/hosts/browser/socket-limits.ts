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
  /** Bytes of its last replies that are kept for a page whose connection may break; the very last is kept at any size. */
  readonly keptBytes: number;
  /** A page that does not answer two of these in a row is gone. */
  readonly heartbeatMs: number;
  /** How long a page whose connection broke is waited for, with its project open and its operations going on. */
  readonly absenceMs: number;
}

export const defaultLimits: SocketLimits = {
  connections: 32,
  messageBytes: 1 << 20,
  callsPerSecond: 200,
  burst: 400,
  callsAtOnce: 256,
  unreadBytes: 64 << 20,
  keptBytes: 4 << 20,
  heartbeatMs: 30_000,
  absenceMs: 60_000,
};
