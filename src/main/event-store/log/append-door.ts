import { z } from "zod";
import { checkEventInput } from "../../../shared/events/event-input.ts";
import { SYSTEM_STREAM } from "../../../shared/events/ids.ts";
import { InvalidEventError } from "../errors/invalid-event-error.ts";
import { InvalidStreamIdError } from "../errors/invalid-stream-id-error.ts";
import type { AppendOptions, EventText } from "./append-request.ts";

const optionsSchema = z.strictObject({
  correlationId: z.string().min(1).optional(),
  expectedSequence: z.int().nonnegative().optional(),
});

/**
 * Lets an event into the store, or not. Everything that can be said without the log is said here; whether the id of a
 * new stream is one, and the sequence number expected, when it is the event's turn.
 * @param streamId where it is to go
 * @throws InvalidEventError, InvalidStreamIdError
 */
export function checkAppend(event: unknown, streamId: unknown, options: AppendOptions): EventText {
  const check = checkEventInput(event);
  if (!check.ok) throw new InvalidEventError(check.problems);
  const { type, resourceId } = check.event;
  if (resourceId === SYSTEM_STREAM) {
    throw new InvalidStreamIdError(resourceId, "is the name of the system stream, which belongs to no resource");
  }
  const ownStream = resourceId ?? SYSTEM_STREAM;
  if (streamId !== ownStream) {
    throw new InvalidEventError([`It belongs into the stream ${ownStream}, not into ${String(streamId)}.`]);
  }
  const checkedOptions = optionsSchema.safeParse(options);
  if (!checkedOptions.success) {
    throw new InvalidEventError(
      checkedOptions.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    );
  }
  return { type, text: textOf(event) };
}

function textOf(event: unknown): string {
  try {
    return JSON.stringify(event);
  } catch (error) {
    // A circle, a bigint, or deeper than the stack.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new InvalidEventError([`It cannot be written as JSON: ${error.message}.`], { cause: error });
  }
}
