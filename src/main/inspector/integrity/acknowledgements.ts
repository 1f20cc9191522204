import { join } from "node:path";
import type { z } from "zod";
import { ContractError } from "../../../shared/ipc/errors.ts";
import { type Acknowledgement, acknowledgedFindingsSchema } from "../../../shared/ipc/model/acknowledgement.ts";
import { isSystemError } from "../../event-store/system-error.ts";
import { readKept, writeKept } from "../application/kept-file.ts";

/** The findings of one project that somebody has acknowledged, kept beside the app's settings. */
export class Acknowledgements {
  readonly #file: string | null;
  readonly #folder: string;
  #known: ReadonlyMap<string, Acknowledgement>;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(file: string | null, folder: string, known: ReadonlyMap<string, Acknowledgement>) {
    this.#file = file;
    this.#folder = folder;
    this.#known = known;
  }

  /**
   * @param configuration the app's own folder; null where nothing is to be remembered
   * @param report hears of a file that cannot be read; then nothing counts as acknowledged
   */
  static async read(
    configuration: string | null,
    { id, folder }: { readonly id: string; readonly folder: string },
    report: (message: string, error: unknown) => void,
  ): Promise<Acknowledgements> {
    if (configuration === null) return new Acknowledgements(null, folder, new Map());
    const file = join(configuration, "acknowledged", `${id}.json`);
    const read = readKept(file, acknowledgedFindingsSchema).catch((error: unknown) => {
      report(`The acknowledged findings in ${file} could not be read.`, error);
      return undefined;
    });
    const entries = (await read)?.acknowledged ?? [];
    return new Acknowledgements(file, folder, new Map(entries.map(({ finding, note, at }) => [finding, { note, at }])));
  }

  get size(): number {
    return this.#known.size;
  }

  of(finding: string): Acknowledgement | null {
    return this.#known.get(finding) ?? null;
  }

  /**
   * @param acknowledgement null takes it back
   * @throws ContractError `permission-denied` where the file cannot be written; nothing has changed then
   */
  set(finding: string, acknowledgement: Acknowledgement | null): Promise<void> {
    const done = this.#writing.then(async () => {
      const next = new Map(this.#known);
      if (acknowledgement === null) next.delete(finding);
      else next.set(finding, acknowledgement);
      const acknowledged = Array.from(next, ([id, { note, at }]) => ({ finding: id, note, at }));
      if (this.#file !== null) await this.#write(this.#file, { version: 1, folder: this.#folder, acknowledged });
      this.#known = next;
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #write(file: string, content: z.infer<typeof acknowledgedFindingsSchema>): Promise<void> {
    try {
      await writeKept(file, content);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new ContractError(
        {
          code: "permission-denied",
          message: `What is acknowledged could not be kept in ${file} (${error.message}).`,
          advice: "Make the folder writable, or free some room on its disk, and try again.",
          subject: file,
        },
        { cause: error },
      );
    }
  }
}
