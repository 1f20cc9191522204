import type { Client } from "../../../shared/ipc/client.ts";
import type { MethodInput } from "../../../shared/ipc/contract.ts";
import { formatBytes } from "../../ui/numbers.ts";
import { say } from "../notice.tsx";
import { saveParts } from "../save-document.ts";

/** Saves every event of a selection, however many there are. @throws ContractError */
export async function exportEvents(client: Client, selection: MethodInput<"export.events">): Promise<void> {
  const { id, ...file } = await client.call("export.events", selection);
  await saveParts(file, partsOf(client, id));
}

async function* partsOf(client: Client, id: string): AsyncGenerator<string, void, void> {
  let characters = 0;
  for (;;) {
    const { content, last } = await client.call("export.part", { id });
    yield content;
    if (last) return;
    if (characters > 0) say(`Exporting: ${formatBytes(characters)} so far`);
    characters += content.length;
  }
}
