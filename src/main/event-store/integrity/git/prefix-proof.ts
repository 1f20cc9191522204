import { createHash, type Hash } from "node:crypto";

const NEWLINE = 0x0a;

export interface SizedVersion {
  /** Git's name for it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

interface Candidate extends SizedVersion {
  readonly hash: Hash;
}

/**
 * Tells which versions of a file a text begins with, while the text passes by. Neither the text nor any version is kept:
 * git names a version by the hash of its bytes, so the first bytes of the text are hashed as git would.
 */
export class PrefixProof {
  readonly #open: Candidate[];
  readonly #proven = new Set<string>();
  #position = 0;

  constructor(versions: Iterable<SizedVersion>) {
    this.#open = Array.from(versions, ({ name, size }) => ({
      name,
      size,
      hash: startHash(name, size),
    })).sort((left, right) => left.size - right.size);
    this.#close(undefined);
  }

  /** Names of the versions that the text begins with, each of them empty or ended by a newline. */
  get proven(): ReadonlySet<string> {
    return this.#proven;
  }

  take(chunk: Buffer): void {
    for (const { hash, size } of this.#open) {
      const missing = size - this.#position;
      hash.update(chunk.length > missing ? chunk.subarray(0, missing) : chunk);
    }
    const start = this.#position;
    this.#position += chunk.length;
    this.#close((size) => chunk[size - start - 1]);
  }

  /** Decides on the versions whose last byte has passed. */
  #close(byteAt: ((size: number) => number | undefined) | undefined): void {
    const ended = this.#open.findIndex(({ size }) => size > this.#position);
    for (const { name, size, hash } of this.#open.splice(0, ended < 0 ? this.#open.length : ended)) {
      const isWholeLines = size === 0 || byteAt?.(size) === NEWLINE;
      if (isWholeLines && hash.digest("hex") === name) this.#proven.add(name);
    }
  }
}

function startHash(name: string, size: number): Hash {
  // Repositories name their objects by SHA-1, 40 digits, or by SHA-256, 64.
  return createHash(name.length === 64 ? "sha256" : "sha1").update(`blob ${size}\0`);
}
