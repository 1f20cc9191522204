import type { MethodInput } from "../../../shared/ipc/contract.ts";

/** What the overview asks for. */
export function overviewQuestion(): MethodInput<"overview.read"> {
  return { buckets: 96 };
}
