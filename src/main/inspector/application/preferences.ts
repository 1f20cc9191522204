import { join } from "node:path";
import { z } from "zod";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { type Preferences, preferencesSchema } from "../../../shared/ipc/model/preferences.ts";
import { readKept, writeKept } from "./kept-file.ts";

const fileSchema = z.object({ version: z.literal(1), preferences: preferencesSchema });

const MOST = 200;

/**
 * How a person likes the page, in one small file. A browser's own storage would lose it: it belongs to an address, and
 * the port in it is another one each time.
 */
export class KeptPreferences {
  readonly #file: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#file = join(folder, "preferences.json");
  }

  /** @throws ContractError `unreadable` */
  async read(): Promise<Preferences> {
    try {
      return (await readKept(this.#file, fileSchema))?.preferences ?? {};
    } catch (error) {
      throw this.#failure("read", error);
    }
  }

  /** Keeps one value; of very many, the one that was set longest ago gives way. @throws ContractError `unreadable` */
  keep(key: string, value: string): Promise<void> {
    const done = this.#writing.then(async () => {
      const { [key]: _before, ...others } = await this.read();
      const preferences = Object.fromEntries([...Object.entries(others), [key, value]].slice(-MOST));
      try {
        await writeKept(this.#file, { version: 1, preferences });
      } catch (error) {
        throw this.#failure("written", error);
      }
    });
    // Who asked hears of a failure; the next change begins anew.
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #failure(what: string, error: unknown): ContractError {
    return new ContractError(
      {
        code: "unreadable",
        message: `The preferences in ${this.#file} cannot be ${what}: ${error instanceof Error ? error.message : String(error)}`,
        advice: "Correct the file or move it away.",
        subject: this.#file,
      },
      { cause: error },
    );
  }
}
