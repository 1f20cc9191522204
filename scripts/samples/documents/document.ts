/** The people and the server who write into the library, by the name in their user id. */
export type Member = "ingrid.solheim" | "tomas.reyes" | "aino.virtanen" | "jonas.berg" | "m.okafor" | "admin@aurora";

/** One resource of the library as it is first taken in. */
export interface LibraryDocument {
  /** How the story and the damage refer to it. */
  readonly key: string;
  readonly name: string;
  /** Below the library's folder. */
  readonly path: string;
  readonly format: string;
  readonly language: string;
  /** Day it was taken in, `2024-10-07`. */
  readonly added: string;
  readonly by: Member;
  readonly method: "api" | "upload" | "ui" | "reference" | "cli" | "generated";
  readonly tags: readonly string[];
  /** With passages marked, see `readMarkedText`. */
  readonly source: string;
}
