import { diagnoseStream, type StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import { scanStream } from "../../event-store/integrity/scan-stream.ts";
import type { StreamReference } from "../../event-store/log/stream-reference.ts";
import { digestStream } from "./digest-stream.ts";
import type { RecordSource } from "./record-reader.ts";
import type { StreamDigest } from "./stream-index.ts";

/** All that reading one place of the log gives. */
export interface PlaceReading {
  readonly scan: StreamScan;
  readonly diagnosis: StreamDiagnosis;
  readonly digest: StreamDigest;
}

/** Scans, diagnoses and digests one stream, in whichever thread this runs. */
export async function readPlace(
  source: RecordSource,
  reference: Pick<StreamReference, "streamId" | "files">,
): Promise<PlaceReading> {
  const scan = await scanStream(source, reference);
  const diagnosis = diagnoseStream(scan);
  const { digest } = await digestStream(source, scan);
  return { scan, diagnosis, digest };
}
