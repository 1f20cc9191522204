import { resolve } from "node:path";

/** Views were to be kept in a log, where only events belong. */
export class StateFolderInLogError extends Error {
  readonly code = "state-folder-in-log";
  readonly stateDir: string;

  constructor(stateDir: string) {
    super(`${stateDir} is inside a log, where only events belong. Keep the views in another folder.`);
    this.name = "StateFolderInLogError";
    this.stateDir = stateDir;
  }
}

export function isStateFolderInLogError(error: unknown): error is StateFolderInLogError {
  return error instanceof StateFolderInLogError;
}

const IN_LOG = /[/\\]\.semiont[/\\]events(?:[/\\]|$)/u;

/** By the name alone: whether a link leads there is for those to see who let a person choose. @throws StateFolderInLogError */
export function refuseStateFolderInLog(stateDir: string): void {
  if (IN_LOG.test(resolve(stateDir))) throw new StateFolderInLogError(stateDir);
}
