import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ContractError } from "../../../shared/ipc/errors.ts";
import type { FolderListing } from "../../../shared/ipc/model/application.ts";
import { errorCode, isMissing } from "../../event-store/system-error.ts";
import type { FolderHandles } from "./folder-handles.ts";

const MOST_ENTRIES = 500;

/** The folders in a folder, for hosts without a native dialog. @param options.hidden whether hidden ones are among them */
export async function listFolder(
  folder: string,
  handles: FolderHandles,
  { hidden }: { readonly hidden: boolean },
): Promise<FolderListing> {
  const all = await folderNames(folder);
  const names = hidden ? all : all.filter((name) => !name.startsWith("."));
  const shown = names.slice(0, MOST_ENTRIES);
  const parent = dirname(folder);
  return {
    current: { handle: handles.handleOf(folder), path: folder, isProject: await isProjectFolder(folder) },
    parent: parent === folder ? null : handles.handleOf(parent),
    entries: await Promise.all(
      shown.map(async (name) => {
        const path = join(folder, name);
        return { handle: handles.handleOf(path), name, isProject: await isProjectFolder(path) };
      }),
    ),
    omitted: names.length - shown.length,
  };
}

/** Whether a folder looks like a Semiont project; one that cannot be looked into does not. */
export async function isProjectFolder(folder: string): Promise<boolean> {
  return stat(join(folder, ".semiont")).then(
    (status) => status.isDirectory(),
    () => false,
  );
}

async function folderNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.flatMap((entry) => {
      const isFolder = entry.isDirectory() || entry.isSymbolicLink();
      return isFolder ? [entry.name] : [];
    });
    return names.sort((left, right) => left.localeCompare(right));
  } catch (error) {
    throw folderError(folder, error);
  }
}

/** Why a folder cannot be used, for people. */
export function folderError(folder: string, error: unknown): ContractError {
  const code = errorCode(error);
  if (code === "EACCES" || code === "EPERM") {
    return new ContractError(
      {
        code: "permission-denied",
        message: `The folder ${folder} may not be read.`,
        advice: "Give your user permission to read it, or choose another folder.",
        subject: folder,
      },
      { cause: error },
    );
  }
  if (isMissing(error)) {
    const message = code === "ENOTDIR" ? `${folder} is not a folder.` : `There is no folder ${folder}.`;
    return new ContractError(
      { code: "not-a-folder", message, advice: "Choose the folder that holds “.semiont”.", subject: folder },
      { cause: error },
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ContractError(
    { code: "unreadable", message: `The folder ${folder} cannot be read: ${reason}`, subject: folder },
    { cause: error },
  );
}
