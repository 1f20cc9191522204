import { GitFailedError } from "./git-failed-error.ts";
import { runGit, startGit } from "./run-git.ts";

/** What became of a version that was asked for. */
export type VersionReading =
  | { readonly state: "read"; readonly bytes: Buffer }
  | { readonly state: "missing" | "too-large" };

/** A version of a file this large is not compared record by record: it would have to be in memory twice. 256 MiB. */
const LARGEST = 256 * 1024 * 1024;

interface Question {
  /** Gets the content piece by piece as it comes; each piece is only valid while it is taken. */
  take(chunk: Buffer, size: number): void;
  resolve(isThere: boolean): void;
  reject(error: unknown): void;
}

/** Reads versions of files from one git process, without checking anything out. Close it when done. */
export class GitObjects {
  readonly #child: ReturnType<typeof startGit>;
  readonly #waiting: Question[] = [];
  #header: Buffer[] = [];
  /** Bytes of the content in all, and those still to come with the final newline; undefined while a header is read. */
  #content: { readonly size: number; remaining: number } | undefined;
  #failure: unknown;

  constructor(folder: string, signal?: AbortSignal) {
    this.#child = startGit(folder, ["cat-file", "--batch"], signal);
    this.#child.stdout.on("data", (chunk: Buffer) => this.#take(chunk));
    this.#child.on("error", (error) => this.#fail(signal?.aborted ? signal.reason : error));
    this.#child.stdin.on("error", (error) => this.#fail(error));
    this.#child.on("close", () =>
      this.#fail(new GitFailedError(["cat-file"], "it ended before it had answered", undefined)),
    );
    // Nothing is concluded from what it says; an unread pipe would fill up and stop it.
    this.#child.stderr.resume();
  }

  /**
   * Reads a version without keeping it.
   * @param name the version's own name, or `<commit>:<path>`
   * @returns whether it is in this repository
   */
  stream(name: string, take: Question["take"]): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      // A name is a line of the question: one with a line break would be two.
      if (name.includes("\n")) return resolve(false);
      this.#waiting.push({ take, resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  /** Reads a whole version. @param name as for {@link stream} */
  async read(name: string): Promise<VersionReading> {
    const chunks: Buffer[] = [];
    let isTooLarge = false;
    const isThere = await this.stream(name, (chunk, size) => {
      isTooLarge = size > LARGEST;
      if (!isTooLarge) chunks.push(Buffer.from(chunk));
    });
    if (!isThere) return { state: "missing" };
    return isTooLarge ? { state: "too-large" } : { state: "read", bytes: Buffer.concat(chunks) };
  }

  close(): void {
    this.#child.stdin.end();
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#content === undefined ? this.#takeHeader(rest) : this.#takeContent(rest);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(0x0a);
    if (end < 0) {
      this.#header.push(chunk);
      return Buffer.alloc(0);
    }
    const header = Buffer.concat([...this.#header, chunk.subarray(0, end)]).toString();
    this.#header = [];
    // `<name> missing`, or another sentence where there is no such version; names may hold spaces.
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(header) ?? [];
    if (size === undefined) this.#waiting.shift()?.resolve(false);
    else this.#content = { size: Number(size), remaining: Number(size) + 1 };
    return chunk.subarray(end + 1);
  }

  #takeContent(chunk: Buffer): Buffer {
    const content = this.#content ?? { size: 0, remaining: 0 };
    const part = chunk.subarray(0, content.remaining);
    content.remaining -= part.length;
    const isLast = content.remaining === 0;
    const own = isLast ? part.subarray(0, part.length - 1) : part;
    if (own.length > 0) this.#waiting[0]?.take(own, content.size);
    if (isLast) {
      this.#content = undefined;
      this.#waiting.shift()?.resolve(true);
    }
    return chunk.subarray(part.length);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

/** How large versions are, in bytes; those that are not in this repository are left out. */
export async function readSizes(
  folder: string,
  names: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  if (names.size === 0) return sizes;
  const input = [...names].map((name) => `${name}\n`).join("");
  const printed = await runGit(folder, ["cat-file", "--batch-check"], { signal, input });
  for (const line of printed.toString().split("\n")) {
    const [name = "", type, size] = line.split(" ");
    if (type === "blob" && size !== undefined) sizes.set(name, Number(size));
  }
  return sizes;
}
