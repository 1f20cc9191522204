import { GitFailedError } from "./git-failed-error.ts";
import { startGit } from "./run-git.ts";

/** What became of a version that was asked for. */
export type BlobReading =
  | { readonly state: "read"; readonly text: string }
  | { readonly state: "missing" | "too-large" };

/** A version of a file this large is not compared: it would have to be in memory twice. 256 MiB. */
const LARGEST = 256 * 1024 * 1024;
/** Versions kept for the comparison with the next one. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** Reads versions of files from one git process, without checking anything out. Close it when done. */
export class GitObjects {
  readonly #child: ReturnType<typeof startGit>;
  readonly #waiting: { resolve(reading: BlobReading): void; reject(error: unknown): void }[] = [];
  readonly #kept = new Map<string, BlobReading & { state: "read" }>();
  #keptBytes = 0;
  #header: Buffer[] = [];
  #content: Buffer[] = [];
  /** Bytes of the content still to come, its final newline included; undefined while a header is read. */
  #remaining: number | undefined;
  #isTooLarge = false;
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

  /** @returns the version's text; bytes that are no UTF-8 become U+FFFD, in both versions that are compared. */
  async read(id: string): Promise<BlobReading> {
    const known = this.#kept.get(id);
    if (known !== undefined) return known;
    const reading = await new Promise<BlobReading>((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${id}\n`);
    });
    if (reading.state === "read") this.#keep(id, reading);
    return reading;
  }

  close(): void {
    this.#child.stdin.end();
  }

  #keep(id: string, reading: BlobReading & { state: "read" }): void {
    this.#kept.set(id, reading);
    this.#keptBytes += reading.text.length;
    for (const [oldest, { text }] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) break;
      this.#kept.delete(oldest);
      this.#keptBytes -= text.length;
    }
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#remaining === undefined ? this.#takeHeader(rest) : this.#takeContent(rest);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(0x0a);
    if (end < 0) {
      this.#header.push(chunk);
      return Buffer.alloc(0);
    }
    const [, type, size] = Buffer.concat([...this.#header, chunk.subarray(0, end)])
      .toString()
      .split(" ");
    this.#header = [];
    if (type === "missing" || size === undefined) this.#waiting.shift()?.resolve({ state: "missing" });
    else {
      this.#isTooLarge = Number(size) > LARGEST;
      this.#remaining = Number(size) + 1;
    }
    return chunk.subarray(end + 1);
  }

  #takeContent(chunk: Buffer): Buffer {
    const part = chunk.subarray(0, this.#remaining);
    this.#remaining = (this.#remaining ?? 0) - part.length;
    if (!this.#isTooLarge) this.#content.push(part);
    if (this.#remaining === 0) {
      this.#remaining = undefined;
      const content = Buffer.concat(this.#content);
      this.#content = [];
      this.#waiting
        .shift()
        ?.resolve(
          this.#isTooLarge
            ? { state: "too-large" }
            : { state: "read", text: content.toString("utf8", 0, content.length - 1) },
        );
    }
    return chunk.subarray(part.length);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
