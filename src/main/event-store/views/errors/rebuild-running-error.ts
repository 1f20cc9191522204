/** Who rebuilds. */
export interface RebuildHolder {
  /** Its number. */
  readonly process: number;
  readonly host: string;
  /** When it began, in ISO 8601. */
  readonly since: string;
}

/** A rebuild was asked for while another one is running on the same views, in this process or in another one. */
export class RebuildRunningError extends Error {
  readonly code = "rebuild-running";
  readonly stateDir: string;
  /** Undefined where that is not known. */
  readonly holder: RebuildHolder | undefined;

  constructor(stateDir: string, holder?: RebuildHolder) {
    super(`${rebuildRunning(stateDir, holder)} Wait for that rebuild to end, or cancel it.`);
    this.name = "RebuildRunningError";
    this.stateDir = stateDir;
    this.holder = holder;
  }
}

export function isRebuildRunningError(error: unknown): error is RebuildRunningError {
  return error instanceof RebuildRunningError;
}

/** What is the matter, in a sentence. */
export function rebuildRunning(stateDir: string, holder: RebuildHolder | undefined): string {
  const by = holder === undefined ? "" : `, by process ${holder.process} on ${holder.host} since ${holder.since}`;
  return `The views in ${stateDir} are being rebuilt already${by}.`;
}
