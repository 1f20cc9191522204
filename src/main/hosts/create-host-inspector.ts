import type { HostPort } from "../inspector/host-port.ts";
import { createInspector, type Inspector } from "../inspector/inspector.ts";
import type { Installation } from "./installation.ts";
import type { UserFolders } from "./user-folders.ts";

/** The engine for a host, with the folders of this installation and of its user. */
export function createHostInspector(
  host: HostPort,
  installation: Installation,
  folders: UserFolders,
  report: (message: string, error: unknown) => void,
): Promise<Inspector> {
  return createInspector({ host, folders: { ...folders, samples: installation.samplesFolder }, report });
}
