import { z } from "zod";
import {
  METHODS,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  PUSHED_EVENTS,
  type PushedEvent,
  type PushedEventName,
} from "./contract.ts";
import { ContractError, contractErrorSchema } from "./errors.ts";

/** `lost`: nobody answers, and it is tried again. `refused`: somebody answers, who was started anew and does not know this page. */
export type ConnectionState = "connected" | "lost" | "refused";

/**
 * How the page reaches its host: `window.semiont` in the desktop app, a socket in the browser.
 * It moves plain values; parsing and typing happen in {@link createClient}.
 */
export interface Carrier {
  /** Resolves with the reply envelope of {@link replySchema}. */
  call(method: string, input: unknown): Promise<unknown>;
  /** Returns the function that ends the subscription. */
  listen(listener: (name: string, value: unknown) => void): () => void;
  /** Tells when the connection is lost or back; hosts that cannot be lost never call. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
}

/** What comes back for every call. */
export const replySchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: contractErrorSchema }),
]);
export type Reply = z.infer<typeof replySchema>;

export interface Client {
  /** @throws ContractError with the host's code, or `invalid-response` when the answer does not fit the contract. */
  call<Name extends MethodName>(method: Name, input: MethodInput<Name>): Promise<MethodOutput<Name>>;
  on<Name extends PushedEventName>(name: Name, listener: (value: PushedEvent<Name>) => void): () => void;
  onConnection(listener: (state: ConnectionState) => void): () => void;
}

/** Typed, parsing client over any carrier. */
export function createClient(carrier: Carrier): Client {
  return {
    async call<Name extends MethodName>(method: Name, input: MethodInput<Name>): Promise<MethodOutput<Name>> {
      const reply = replySchema.safeParse(await carrier.call(method, input));
      if (!reply.success) {
        throw unfitting(method, reply.error);
      }
      if (!reply.data.ok) {
        throw new ContractError(reply.data.error);
      }
      const value = METHODS[method].output.safeParse(reply.data.value);
      if (!value.success) {
        throw unfitting(method, value.error);
      }
      // The schema just parsed is the one the type is inferred from; the compiler cannot relate the two through a generic key.
      return value.data as MethodOutput<Name>;
    },
    on(name, listener) {
      return carrier.listen((heard, value) => {
        if (heard !== name) {
          return;
        }
        const parsed = PUSHED_EVENTS[name].safeParse(value);
        if (!parsed.success) {
          throw unfitting(name, parsed.error);
        }
        listener(parsed.data as PushedEvent<typeof name>);
      });
    },
    onConnection: (listener) => carrier.onConnection(listener),
  };
}

function unfitting(what: string, error: z.ZodError): ContractError {
  return new ContractError(
    {
      code: "invalid-response",
      message: `The answer to “${what}” does not have the agreed form: ${z.prettifyError(error)}`,
    },
    { cause: error },
  );
}
