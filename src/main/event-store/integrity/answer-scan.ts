import { hash } from "node:crypto";
import { diagnoseStream } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import type { LogSource } from "../log/read-stream.ts";
import type { StreamReference } from "../log/stream-reference.ts";
import type { ScanReply, ScanRequest } from "./scan-messages.ts";
import { scanStream } from "./scan-stream.ts";

/** Scans and diagnoses one stream, in whichever thread this runs. */
export async function answerScan(
  source: LogSource,
  stream: Pick<StreamReference, "streamId" | "files">,
  index: number,
  wanted: ScanRequest["wanted"],
): Promise<ScanReply> {
  const scan = await scanStream(source, stream);
  const diagnosis = diagnoseStream(scan);
  return wanted === "scan"
    ? { kind: "scanned", index, scan, diagnosis }
    : { kind: "diagnosed", index, events: scan.records.length, diagnosis, eventIdPrints: eventIdPrints(scan) };
}

function eventIdPrints({ records }: StreamScan): BigUint64Array {
  const named = records.filter(({ eventId }) => eventId !== "");
  return BigUint64Array.from(named, ({ eventId }) => hash("sha1", eventId, "buffer").readBigUInt64LE());
}
