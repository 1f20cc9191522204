import type { PushedEvent, PushedEventName } from "../../../shared/ipc/contract.ts";
import type { FileSystem } from "../../event-store/file-system.ts";

/** What a session is opened with. */
export interface SessionOptions {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** Instead of the project's own state folder. */
  readonly stateDir: string | null;
  readonly sample: string | null;
  /** Where the app keeps what it remembers of projects, never inside of one; null remembers nothing. */
  readonly configuration: string | null;
  readonly fileSystem?: FileSystem;
  readonly now: () => Date;
  /** Hears of failures that nobody waits for. */
  report(message: string, error: unknown): void;
  push<Name extends PushedEventName>(name: Name, value: PushedEvent<Name>): void;
}
