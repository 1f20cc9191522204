import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import type { PlaceReading } from "./read-place.ts";

/** Streams that a reading thread is given. */
export interface ReadRequest {
  readonly eventsDir: string;
  /** The place of the first of them among all streams; the others follow. */
  readonly first: number;
  readonly streams: readonly Pick<StreamReference, "streamId" | "files">[];
}

/** What it answers: the readings in the order of the request. */
export interface ReadReply {
  readonly readings: readonly PlaceReading[];
}
