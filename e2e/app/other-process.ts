import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Workspace } from "./workspace.ts";

const script = fileURLToPath(new URL("append-events.ts", import.meta.url));

/** Appends events with the real event store in a process of its own. @throws Error with what it said when it fails */
export async function appendElsewhere(
  workspace: Workspace,
  projectFolder: string,
  stateDir: string,
  events: readonly unknown[],
): Promise<void> {
  const child = spawn(process.execPath, [script, projectFolder, stateDir], {
    env: workspace.environment,
    stdio: ["pipe", "ignore", "pipe"],
    timeout: 30_000,
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stdin.end(JSON.stringify(events));
  const [code]: unknown[] = await once(child, "close");
  if (code !== 0) throw new Error(`Appending ended with ${String(code)}: ${said}`);
}

/** A remark on a resource, as a server writes it. */
export function remarkOn(resourceId: string, exact: string) {
  return {
    type: "mark:added",
    resourceId,
    userId: "did:web:aurora-station.example:users:tomas.reyes",
    version: 1,
    payload: {
      annotation: {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        type: "Annotation",
        id: `remark-${exact.replaceAll(" ", "-")}`,
        motivation: "commenting",
        target: { source: resourceId, selector: [{ type: "TextQuoteSelector", exact }] },
        body: [{ type: "TextualBody", value: "Seen from the other process.", purpose: "commenting" }],
      },
    },
  };
}
