import { type FileSystem, nodeFileSystem } from "../file-system.ts";
import { isMissing } from "../system-error.ts";
import { type ConfigFile, configPath, describeProject, type Project, type ProjectOptions } from "./project.ts";

/** Reads a project's config, without waiting for the disk as {@link SemiontProject} does. Writes nothing. */
export async function openProject(
  root: string,
  options: ProjectOptions & { readonly fileSystem?: FileSystem } = {},
): Promise<Project> {
  return describeProject(root, await readConfig(root, options.fileSystem ?? nodeFileSystem), options);
}

async function readConfig(root: string, fileSystem: FileSystem): Promise<ConfigFile> {
  try {
    return { state: "read", text: new TextDecoder().decode(await fileSystem.readFile(configPath(root))) };
  } catch (error) {
    return isMissing(error) ? { state: "missing" } : { state: "unreadable", error };
  }
}
