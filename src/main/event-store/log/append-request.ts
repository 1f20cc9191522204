import type { EventType } from "../../../shared/events/catalogue.ts";
import type { StoredEvent } from "../../../shared/events/stored-event.ts";
import type { EarlyLook } from "./stream-end.ts";

/** What an append may be told besides its event. */
export interface AppendOptions {
  /** Goes into the record's metadata, so that an answer can be matched with the command that caused it. */
  readonly correlationId?: string;
  /**
   * The last sequence number of the stream as the caller knows it, 0 where it is not to exist yet. The append fails with
   * a SequenceConflictError when the stream has moved on.
   */
  readonly expectedSequence?: number;
}

/** When an append is acknowledged: when the event is on the device, or when the operating system has it. */
export type Durability = "disk" | "os";

/** An event as it was when it was handed over; its author may go on changing the object. */
export interface EventText {
  readonly type: EventType;
  /** JSON of the author's fields. */
  readonly text: string;
}

/** An event on its way into a stream, and whom to tell. */
export interface AppendRequest {
  readonly event: EventText;
  readonly options: AppendOptions;
  readonly look: EarlyLook | undefined;
  readonly resolve: (stored: StoredEvent) => void;
  readonly reject: (error: unknown) => void;
}
