import type { PushedEvent, PushedEventName } from "../../shared/ipc/contract.ts";
import type { Application } from "../../shared/ipc/model/application.ts";

/** What the inspector needs of the host that it runs in. */
export interface HostPort {
  readonly host: Application["host"];
  readonly platform: Application["platform"];
  /** Version of the inspector, for people. */
  readonly version: string;
  readonly abilities: Application["abilities"];
  /** Shows the native folder dialog over the client's window. @returns an absolute path, or null when it was closed. */
  chooseFolder?(client: InspectorClient, purpose: FolderPurpose): Promise<string | null>;
  /** Shows a file in the file manager, or opens it in the editor. The path is inside the opened project, links resolved. */
  showFile?(path: string, where: "folder" | "editor"): Promise<void>;
}

/** What a folder is chosen for. */
export type FolderPurpose = "open-project" | "keep-bundle";

/** One page that speaks to the inspector: a window, or a browser tab. */
export interface InspectorClient {
  /** Must not throw; a page that is gone hears nothing. */
  push<Name extends PushedEventName>(name: Name, value: PushedEvent<Name>): void;
}

/** Folders of this machine, absolute; hosts and tests choose them. */
export interface InspectorFolders {
  /** Where `recent-projects.json` is kept. */
  readonly configuration: string;
  /** For state folders of samples; may be deleted at any time. */
  readonly cache: string;
  /** The bundled samples; null when the app has none. */
  readonly samples: string | null;
  /** Where the folder browser starts. */
  readonly home: string;
}
