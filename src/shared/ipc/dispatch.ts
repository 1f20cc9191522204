import { z } from "zod";
import type { Reply } from "./client.ts";
import { type Handlers, METHODS, type MethodName } from "./contract.ts";
import { ContractError } from "./errors.ts";

function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}

/**
 * The host's side of a call: parses the input, calls the handler, and turns whatever happens into a
 * reply envelope. Never throws, so that no carrier has to serialise an exception.
 *
 * @param report hears of errors that are nobody's expected answer, with their cause.
 */
export async function dispatch<Context>(
  handlers: Handlers<Context>,
  context: Context,
  method: string,
  input: unknown,
  report: (method: string, error: unknown) => void,
): Promise<Reply> {
  if (!isMethodName(method)) {
    return refusal(`There is no method “${method.slice(0, 80)}”.`);
  }
  const parsed = METHODS[method].input.safeParse(input);
  if (!parsed.success) {
    return refusal(`The request “${method}” does not have the agreed form: ${z.prettifyError(parsed.error)}`);
  }
  // The input was parsed with the schema of this very method; a generic key hides that from the compiler.
  const handler = handlers[method] as (input: unknown, context: Context) => Promise<unknown>;
  try {
    return { ok: true, value: await handler(parsed.data, context) };
  } catch (error) {
    if (error instanceof ContractError) {
      return { ok: false, error: error.toValue() };
    }
    report(method, error);
    const message = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      error: {
        code: "internal",
        message: `The inspector failed at “${method}”: ${message}`,
        advice: "Try again; the log of the inspector has the details.",
      },
    };
  }
}

function refusal(message: string): Reply {
  return { ok: false, error: { code: "invalid-request", message } };
}
