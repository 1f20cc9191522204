import type { StreamChange } from "../index/stream-change.ts";
import type { ProjectAnchor } from "./anchor/project-anchor.ts";

export interface BackgroundCheckParts {
  readonly anchor: ProjectAnchor;
  /** How the log stands to the anchor is known anew. */
  onChecked(): void;
  report(message: string, error: unknown): void;
}

/** Holds the log against the kept anchor: once after opening, and whenever something other than growth has happened. */
export class BackgroundCheck {
  readonly #parts: BackgroundCheckParts;
  readonly #closed = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isDue = false;

  constructor(parts: BackgroundCheckParts) {
    this.#parts = parts;
  }

  /** @param ready what is to be done first */
  start(ready: Promise<void>): void {
    this.#running = ready.then(() => this.#check());
  }

  onLog(changes: readonly StreamChange[]): void {
    if (this.#isDue || !changes.some(({ change }) => change === "replaced" || change === "removed")) return;
    this.#isDue = true;
    this.#running = this.#running.then(() => {
      this.#isDue = false;
      return this.#check();
    });
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  /** Never rejects. */
  async #check(): Promise<void> {
    const { anchor, onChecked, report } = this.#parts;
    const { signal } = this.#closed;
    if (signal.aborted || !anchor.isThere) return;
    try {
      await anchor.verifyKept({ signal, onProgress: () => undefined });
      onChecked();
    } catch (error) {
      if (!signal.aborted) report("The log could not be held against its anchor.", error);
    }
  }
}
