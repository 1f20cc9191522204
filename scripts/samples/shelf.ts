import type { TakenIn } from "./document-story.ts";

/** Documents that the story looks up by their key. */
export interface Shelf {
  /** @throws Error when there is no such document */
  find(key: string): TakenIn;
  /** The resource that people made as a copy of a document. @throws Error when there is none */
  cloneOf(key: string): string;
}
