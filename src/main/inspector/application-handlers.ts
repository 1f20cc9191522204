import { describeFields } from "../../shared/filter/described-fields.ts";
import type { Handlers } from "../../shared/ipc/contract.ts";
import { ContractError } from "../../shared/ipc/errors.ts";
import type { ProjectSource } from "../../shared/ipc/model/application.ts";
import type { FolderHandles } from "./application/folder-handles.ts";
import { isProjectFolder, listFolder } from "./application/folder-listing.ts";
import type { KeptPreferences } from "./application/preferences.ts";
import type { RecentProjects } from "./application/recent-projects.ts";
import type { Samples } from "./application/samples.ts";
import type { SavedFilters } from "./application/saved-filters.ts";
import type { ClientContext } from "./client-context.ts";
import type { HostPort } from "./host-port.ts";
import { RESOURCE_FIELDS } from "./resources/resource-fields.ts";
import { realFolder } from "./session/open-folder.ts";
import type { SessionRegistry } from "./session/session-registry.ts";
import { EVENT_FIELDS } from "./timeline/event-fields.ts";

type ApplicationMethod = Extract<
  keyof Handlers<ClientContext>,
  | `application.${string}`
  | `projects.${string}`
  | `folders.${string}`
  | `filters.${string}`
  | `preferences.${string}`
  | `project.${string}`
  | `operation.${string}`
>;

export interface ApplicationParts {
  readonly host: HostPort;
  readonly home: string;
  /** The app's own folder. */
  readonly configuration: string;
  readonly handles: FolderHandles;
  readonly recent: RecentProjects;
  readonly samples: Samples;
  readonly filters: SavedFilters;
  readonly preferences: KeptPreferences;
  readonly sessions: SessionRegistry;
  /** Folders that the host let in, by the id of their project. */
  readonly admitted: ReadonlyMap<string, string>;
  readonly now: () => Date;
  report(message: string, error: unknown): void;
}

/** Where a project to open stands. */
interface Place {
  readonly folder: string;
  readonly stateDir: string | null;
  readonly sample: string | null;
}

/** What the app answers without an open project, and opening one. */
export function applicationHandlers(parts: ApplicationParts): Pick<Handlers<ClientContext>, ApplicationMethod> {
  const { host, handles, recent, samples, filters, preferences, sessions } = parts;
  const leave = async (context: ClientContext) => {
    const before = context.exchange(null);
    if (before !== null) await sessions.leave(context.client, before);
  };
  return {
    "application.read": async () => ({
      version: host.version,
      host: host.host,
      platform: host.platform,
      samples: await samples.list(),
      abilities: host.abilities,
    }),
    "projects.recent": () => recent.list(),
    "projects.forget": async ({ id }) => {
      await recent.forget(id);
      return recent.list();
    },
    "folders.choose": async (_input, context) => {
      if (host.chooseFolder === undefined) {
        throw new ContractError({ code: "unsupported", message: "This host has no folder dialog of its own." });
      }
      const path = await host.chooseFolder(context.client, "open-project");
      return path === null ? null : { handle: handles.handleOf(path), path, isProject: await isProjectFolder(path) };
    },
    "folders.list": ({ handle, hidden }) =>
      listFolder(handle === null ? parts.home : folderOf(handles, handle), handles, { hidden }),

    "filters.list": async () => [...(await filters.list())],
    "filters.keep": async (filter) => [...(await filters.keep(filter))],
    "filters.forget": async ({ id }) => [...(await filters.forget(id))],
    "filters.fields": async ({ list }) =>
      list === "resources" ? describeFields(RESOURCE_FIELDS) : describeFields(EVENT_FIELDS),

    "preferences.read": () => preferences.read(),
    "preferences.keep": async ({ key, value }) => {
      await preferences.keep(key, value);
      return {};
    },

    "project.open": ({ operation, source }, context) =>
      context.run(operation, async (call) => {
        const place = await placeOf(parts, source);
        const folder = await realFolder(place.folder);
        const { now, report, configuration } = parts;
        const session = await sessions.open(context.client, { ...place, folder, configuration, now, report }, call);
        if (!context.isConnected) {
          await sessions.leave(context.client, session);
          throw new ContractError({ code: "cancelled", message: "The window was closed while its project opened." });
        }
        const before = context.exchange(session);
        if (before !== null && before !== session) await sessions.leave(context.client, before);
        if (place.sample === null) await recent.remember(session.name, folder, now());
        return session.summary();
      }),
    "project.read": async (_input, context) => context.session?.summary() ?? null,
    "project.close": async (_input, context) => {
      await leave(context);
      return {};
    },
    "project.useStateFolder": ({ operation, handle }, context) => {
      const session = context.requireSession();
      const folder = handle === null ? null : folderOf(handles, handle);
      return context.run(operation, async (call) =>
        session.useStateFolder(folder === null ? null : await realFolder(folder), call),
      );
    },
    "operation.cancel": async ({ operation }, context) => {
      context.cancel(operation);
      return {};
    },
  };
}

async function placeOf(parts: ApplicationParts, source: ProjectSource): Promise<Place> {
  const { recent, samples, handles, admitted } = parts;
  if (source.kind === "folder") return { folder: folderOf(handles, source.handle), stateDir: null, sample: null };
  if (source.kind === "sample") {
    const folders = await samples.folders(source.id);
    if (folders !== undefined) return { folder: folders.project, stateDir: folders.state, sample: source.id };
    throw new ContractError({ code: "not-found", message: "This sample is not part of the app." });
  }
  const folder = admitted.get(source.id) ?? (await recent.folderOf(source.id));
  if (folder !== undefined) return { folder, stateDir: null, sample: null };
  const sample = await samples.withProjectId(source.id);
  if (sample !== undefined) return placeOf(parts, { kind: "sample", id: sample });
  throw new ContractError({
    code: "not-found",
    message: "This link leads to a project that was not opened here before.",
    advice: "Open the project's folder; the link works from then on.",
  });
}

/** @throws ContractError `not-allowed` */
function folderOf(handles: FolderHandles, handle: string): string {
  const folder = handles.pathOf(handle);
  if (folder !== undefined) return folder;
  throw new ContractError({
    code: "not-allowed",
    message: "This folder was not chosen in this session.",
    advice: "Choose the folder again.",
  });
}
