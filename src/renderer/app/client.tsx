import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Client, ConnectionState } from "../../shared/ipc/client.ts";
import type { PushedEvent, PushedEventName } from "../../shared/ipc/contract.ts";

const ClientContext = createContext<Client | null>(null);

export function ClientProvider({ client, children }: { readonly client: Client; readonly children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** The way to the host. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("A component asked for the host outside of the app.");
  return client;
}

/** Hears what the host says by itself, while the component is shown. `listener` should keep its identity. */
export function usePushed<Name extends PushedEventName>(
  name: Name,
  listener: (value: PushedEvent<Name>) => void,
): void {
  const client = useClient();
  useEffect(() => client.on(name, listener), [client, name, listener]);
}

/** Whether the host can be reached. */
export function useConnection(): ConnectionState {
  const client = useClient();
  const [state, setState] = useState<ConnectionState>("connected");
  useEffect(() => client.onConnection(setState), [client]);
  return state;
}
