import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { type SavedFilter, savedFilterSchema } from "../../../shared/ipc/model/saved-filters.ts";
import { readKept, writeKept } from "./kept-file.ts";

const fileSchema = z.object({ version: z.literal(1), filters: z.array(savedFilterSchema) });

const MOST = 200;

/** The filters that a person keeps, in one small file, oldest first. Several inspectors may share it; the last write wins. */
export class SavedFilters {
  readonly #file: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#file = join(folder, "saved-filters.json");
  }

  /** @throws ContractError `unreadable` */
  async list(): Promise<readonly SavedFilter[]> {
    try {
      return (await readKept(this.#file, fileSchema))?.filters ?? [];
    } catch (error) {
      throw this.#failure("read", error);
    }
  }

  /** Keeps a filter under a name; one of the same list and name gives way. @throws ContractError `unreadable` */
  keep({ list, name, text }: Omit<SavedFilter, "id">): Promise<readonly SavedFilter[]> {
    return this.#change((filters) => {
      const others = filters.filter((other) => other.list !== list || other.name !== name);
      return [...others, { id: randomUUID(), list, name, text }].slice(-MOST);
    });
  }

  /** @throws ContractError `unreadable` */
  forget(id: string): Promise<readonly SavedFilter[]> {
    return this.#change((filters) => filters.filter((other) => other.id !== id));
  }

  #change(change: (filters: readonly SavedFilter[]) => readonly SavedFilter[]): Promise<readonly SavedFilter[]> {
    const done = this.#writing.then(async () => {
      const filters = change(await this.list());
      try {
        await writeKept(this.#file, { version: 1, filters });
      } catch (error) {
        throw this.#failure("written", error);
      }
      return filters;
    });
    // Who asked hears of a failure; the next change begins anew.
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #failure(what: string, error: unknown): ContractError {
    return new ContractError(
      {
        code: "unreadable",
        message: `The saved filters in ${this.#file} cannot be ${what}: ${error instanceof Error ? error.message : String(error)}`,
        advice: "Correct the file or move it away.",
        subject: this.#file,
      },
      { cause: error },
    );
  }
}
