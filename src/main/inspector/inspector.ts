import type { Handlers } from "../../shared/ipc/contract.ts";
import type { ClientContext } from "./client-context.ts";
import type { HostPort, InspectorClient, InspectorFolders } from "./host-port.ts";

export interface InspectorOptions {
  readonly host: HostPort;
  readonly folders: InspectorFolders;
  /** Hears of failures that no caller waits for, with a sentence that says what was going on. */
  report(message: string, error: unknown): void;
  /** The clock; real time unless told otherwise. */
  now?(): Date;
}

/** A folder that the host lets its pages open, though no person chose it in the app: an argument, or one dropped on a window. */
export interface AdmittedFolder {
  /** The project's id in links (`#/p/<id>/…`) and for `project.open` with `{ kind: "recent", id }`. */
  readonly id: string;
  /** For `project.open` with `{ kind: "folder", handle }`. */
  readonly handle: string;
}

export interface Connection {
  /** To be handed to `dispatch` with every call of this client. */
  readonly context: ClientContext;
  /** Cancels what the client runs and lets go of its project. */
  disconnect(): Promise<void>;
}

/** The engine behind every host: it answers the whole contract for any number of clients. */
export interface Inspector {
  readonly handlers: Handlers<ClientContext>;
  connect(client: InspectorClient): Connection;
  /** Does not look at the folder: opening it says what is wrong with it. */
  admitFolder(path: string): Promise<AdmittedFolder>;
  /** Disconnects all clients and ends everything that was started. */
  close(): Promise<void>;
}

export declare function createInspector(options: InspectorOptions): Promise<Inspector>;
