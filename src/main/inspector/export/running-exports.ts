import { randomUUID } from "node:crypto";
import { ContractError } from "../../../shared/ipc/errors.ts";

/** One page saves a file at a time; what it has left lying is let go of. */
const MOST_AT_ONCE = 4;

/** The exports that one client has begun, and fetches part by part at its own pace. */
export class RunningExports {
  readonly #parts = new Map<string, AsyncGenerator<string, void, void>>();

  begin(parts: AsyncGenerator<string, void, void>): string {
    const [oldest] = this.#parts.keys();
    if (oldest !== undefined && this.#parts.size >= MOST_AT_ONCE) this.#parts.delete(oldest);
    const id = randomUUID();
    this.#parts.set(id, parts);
    return id;
  }

  /** @throws ContractError `not-found` when it has ended */
  async next(id: string): Promise<{ readonly content: string; readonly last: boolean }> {
    const parts = this.#parts.get(id);
    if (parts === undefined) {
      throw new ContractError({
        code: "not-found",
        message: "This export is no longer under way.",
        advice: "Export the list again.",
      });
    }
    const { value, done } = await parts.next();
    if (done === true) this.#parts.delete(id);
    return { content: value ?? "", last: done === true };
  }
}
