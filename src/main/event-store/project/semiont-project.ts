import { readFileSync } from "node:fs";
import { isMissing } from "../system-error.ts";
import {
  type ConfigFile,
  type ConfigProblem,
  configPath,
  describeProject,
  type Project,
  type ProjectOptions,
} from "./project.ts";

/**
 * A project by its folder, as published. Its constructor reads `.semiont/config`, a few hundred bytes, and waits for
 * the disk to do so, because `stateDir` follows from the name in there; `openProject` does the same without waiting.
 * Writes nothing.
 */
export class SemiontProject implements Project {
  readonly root: string;
  readonly name: string;
  readonly eventsDir: string;
  readonly stateDir: string;
  readonly stagesWithGit: boolean;
  readonly configProblem: ConfigProblem | undefined;

  /** @param nameOrOptions the project's name instead of the configured one, or that and more */
  constructor(root: string, nameOrOptions: string | ProjectOptions = {}) {
    const options = typeof nameOrOptions === "string" ? { name: nameOrOptions } : nameOrOptions;
    const project = describeProject(root, readConfig(root), options);
    this.root = project.root;
    this.name = project.name;
    this.eventsDir = project.eventsDir;
    this.stateDir = project.stateDir;
    this.stagesWithGit = project.stagesWithGit;
    this.configProblem = project.configProblem;
  }
}

function readConfig(root: string): ConfigFile {
  try {
    return { state: "read", text: readFileSync(configPath(root), "utf8") };
  } catch (error) {
    return isMissing(error) ? { state: "missing" } : { state: "unreadable", error };
  }
}
