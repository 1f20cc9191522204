import { exactTerm } from "../../shared/filter/write-filter.ts";
import { useCall } from "./use-call.ts";

/** The name of a stream's resource; its id until that is known. */
export function useStreamName(stream: string | null): string {
  const { data } = useCall(
    "resources.query",
    { filter: exactTerm("id", stream ?? ""), sort: { column: "name", direction: "ascending" }, offset: 0, limit: 1 },
    { enabled: stream !== null, keepPrevious: true },
  );
  return data?.rows.find((row) => row.stream === stream)?.name ?? stream ?? "";
}
