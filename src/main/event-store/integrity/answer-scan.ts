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
  const prints = new BigUint64Array(records.length);
  // The same memory as pairs of 32 bits: sums in these are several times faster than in big integers.
  const halves = new Uint32Array(prints.buffer);
  let named = 0;
  for (const { eventId } of records) {
    if (eventId === "") continue;
    printInto(halves, named * 2, eventId);
    named += 1;
  }
  return prints.slice(0, named);
}

/** Two FNV-1a sums with different starts, mixed: equal texts have equal prints, and others hardly ever. */
function printInto(halves: Uint32Array, place: number, text: string): void {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    high ^= high >>> 15;
  }
  halves[place] = low;
  halves[place + 1] = high;
}
