import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type ProjectConfig, readProjectConfig } from "./project-config.ts";

/** A knowledge base on disk, as the store needs to know it. Nothing of it need exist yet. */
export interface Project {
  /** Absolute path of the folder that holds `.semiont`. */
  readonly root: string;
  readonly name: string;
  /** The log, `<root>/.semiont/events`. */
  readonly eventsDir: string;
  /** Where the materialized views are kept. Outside of the project; may be wiped at any time. */
  readonly stateDir: string;
  /** Whether files that were appended to are staged with `git add`. */
  readonly stagesWithGit: boolean;
  /** Set when `.semiont/config` is there but cannot be used; the project is then read as if it were not. */
  readonly configProblem: ConfigProblem | undefined;
}

/** Why `.semiont/config` was not followed; the project is opened with defaults all the same. */
export interface ConfigProblem {
  readonly code: "config-unusable";
  /** Absolute path of the config file. */
  readonly file: string;
  /** For people: where, what, and what follows from it. */
  readonly message: string;
}

/** What a project is told instead of what its config and its surroundings say. */
export interface ProjectOptions {
  /** Instead of the name in the config. */
  readonly name?: string;
  /** Instead of the state folder that follows from the name. */
  readonly stateDir?: string;
  /** Where `XDG_STATE_HOME` and the home folder are looked up; the process' own unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What was found where the config should be: its text, nothing, or an error. */
export type ConfigFile =
  | { readonly state: "read"; readonly text: string }
  | { readonly state: "missing" }
  | { readonly state: "unreadable"; readonly error: unknown };

const NO_CONFIG: ProjectConfig = { stagesWithGit: false };

export function configPath(root: string): string {
  return join(resolve(root), ".semiont", "config");
}

/** Puts together what the folder, its config and the caller say. Reads nothing itself. */
export function describeProject(root: string, configFile: ConfigFile, options: ProjectOptions = {}): Project {
  const folder = resolve(root);
  const { config, reason } = interpret(configFile);
  const configured = options.name ?? config.name;
  const nameProblem = configured === undefined ? undefined : problemWithName(configured);
  const name = configured === undefined || nameProblem !== undefined ? basename(folder) || "project" : configured;
  const problem = reason ?? nameProblem;
  return {
    root: folder,
    name,
    eventsDir: join(folder, ".semiont", "events"),
    stateDir: options.stateDir === undefined ? defaultStateDir(name, options.environment) : resolve(options.stateDir),
    stagesWithGit: config.stagesWithGit,
    configProblem: problem === undefined ? undefined : configProblem(configPath(folder), problem, name),
  };
}

function interpret(configFile: ConfigFile): { config: ProjectConfig; reason?: string } {
  if (configFile.state === "missing") return { config: NO_CONFIG };
  if (configFile.state === "unreadable") {
    const { error } = configFile;
    return { config: NO_CONFIG, reason: error instanceof Error ? error.message : String(error) };
  }
  const reading = readProjectConfig(configFile.text);
  return reading.ok ? { config: reading.config } : { config: NO_CONFIG, reason: reading.reason };
}

/** The name becomes a folder's name, so that it must not lead anywhere else. */
function problemWithName(name: string): string | undefined {
  if (/[/\\\0]/.test(name) || name === "." || name === ".." || name.trim() === "") {
    return `the project's name ${JSON.stringify(name)} cannot name a folder`;
  }
  return undefined;
}

function defaultStateDir(name: string, environment: ProjectOptions["environment"] = process.env): string {
  const stateHome = environment.XDG_STATE_HOME;
  // The XDG specification says that a relative path is to be ignored.
  const isUsable = stateHome !== undefined && resolve(stateHome) === stateHome;
  const base = isUsable ? stateHome : join(environment.HOME || homedir(), ".local", "state");
  return join(base, "semiont", name);
}

function configProblem(file: string, reason: string, name: string): ConfigProblem {
  const message = `${file} cannot be used: ${reason}. The project is opened as "${name}"; correct the file and open it again.`;
  return { code: "config-unusable", file, message };
}
