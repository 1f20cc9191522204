import type { Handlers } from "../../shared/ipc/contract.ts";
import { FolderHandles } from "./application/folder-handles.ts";
import { KeptPreferences } from "./application/preferences.ts";
import { projectIdOf } from "./application/project-id.ts";
import { RecentProjects } from "./application/recent-projects.ts";
import { Samples } from "./application/samples.ts";
import { SavedFilters } from "./application/saved-filters.ts";
import { applicationHandlers } from "./application-handlers.ts";
import { ClientContext } from "./client-context.ts";
import type { HostPort, InspectorClient, InspectorFolders } from "./host-port.ts";
import { projectHandlers } from "./project-handlers.ts";
import { realFolder } from "./session/open-folder.ts";
import { SessionRegistry } from "./session/session-registry.ts";

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
  /** Opens nothing: what is wrong with the folder is said when it is opened. */
  admitFolder(path: string): Promise<AdmittedFolder>;
  /** Disconnects all clients and ends everything that was started. */
  close(): Promise<void>;
}

export async function createInspector(options: InspectorOptions): Promise<Inspector> {
  const { host, folders, report, now = () => new Date() } = options;
  const sessions = new SessionRegistry();
  const handles = new FolderHandles();
  const admitted = new Map<string, string>();
  const connections = new Set<Connection>();
  const recent = new RecentProjects(folders.configuration, report);
  const filters = new SavedFilters(folders.configuration);
  const preferences = new KeptPreferences(folders.configuration);
  const samples = new Samples(folders.samples, folders.cache);
  const parts = {
    host,
    home: folders.home,
    configuration: folders.configuration,
    handles,
    recent,
    samples,
    filters,
    preferences,
    sessions,
    admitted,
    now,
    report,
  };
  return {
    handlers: { ...applicationHandlers(parts), ...projectHandlers(host, now) },
    connect(client) {
      const context = new ClientContext(client);
      const connection: Connection = {
        context,
        async disconnect() {
          connections.delete(connection);
          const session = context.disconnect();
          if (session !== null) sessions.linger(client, session);
        },
      };
      connections.add(connection);
      return connection;
    },
    async admitFolder(path) {
      const folder = await realFolder(path).catch(() => path);
      const id = projectIdOf(folder);
      admitted.set(id, folder);
      return { id, handle: handles.handleOf(folder) };
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.disconnect()));
      await sessions.close();
    },
  };
}
