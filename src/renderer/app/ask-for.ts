import type { Client } from "../../shared/ipc/client.ts";
import type { MethodInput, MethodName, MethodOutput } from "../../shared/ipc/contract.ts";

/** Methods whose questions may take long, and can be given up when nobody waits for the answer any more. */
type GivenUpName = {
  [Name in MethodName]: "operation" extends keyof MethodInput<Name>
    ? undefined extends MethodInput<Name>["operation"]
      ? Name
      : never
    : never;
}[MethodName];

const GIVEN_UP: { readonly [Name in GivenUpName]: true } = {
  "timeline.query": true,
  "timeline.minimap": true,
  "search.query": true,
};

/** How a question is asked whose answer is kept; `signal` says when it is not wanted any more. */
export function askFor<Name extends MethodName>(
  client: Client,
  method: Name,
  input: MethodInput<Name>,
): (wanted: { readonly signal: AbortSignal }) => Promise<MethodOutput<Name>> {
  if (!Object.hasOwn(GIVEN_UP, method)) return () => client.call(method, input);
  // Only here: what asks drops the answers of those who have looked at the signal, and would ask for all the others again.
  return ({ signal }) => callWhileWanted(client, method, input, signal);
}

async function callWhileWanted<Name extends MethodName>(
  client: Client,
  method: Name,
  input: MethodInput<Name>,
  signal: AbortSignal,
): Promise<MethodOutput<Name>> {
  const operation = crypto.randomUUID();
  const giveUp = () => {
    // One that has been answered meanwhile, or got lost with the connection, needs no giving up.
    client.call("operation.cancel", { operation }).catch(() => undefined);
  };
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await client.call(method, { ...input, operation });
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
