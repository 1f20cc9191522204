import { randomUUID } from "node:crypto";

/**
 * Folders that the page may speak of. It gets opaque handles and never sends a path, so that a page gone astray cannot
 * reach a folder that the host has not shown.
 */
export class FolderHandles {
  readonly #paths = new Map<string, string>();
  readonly #handles = new Map<string, string>();

  handleOf(path: string): string {
    const known = this.#handles.get(path);
    if (known !== undefined) return known;
    const handle = randomUUID();
    this.#handles.set(path, handle);
    this.#paths.set(handle, path);
    return handle;
  }

  pathOf(handle: string): string | undefined {
    return this.#paths.get(handle);
  }
}
