import { z } from "zod";
import type { StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";

/** What a scanning thread is asked. */
export const scanRequestSchema = z.object({
  eventsDir: z.string(),
  /** `scan` gives every record's header, `diagnosis` only what there is to say, with memory that stays flat. */
  wanted: z.enum(["scan", "diagnosis"]),
  streams: z.array(z.object({ index: z.int(), streamId: z.string(), files: z.array(z.string()) })),
});
export type ScanRequest = z.infer<typeof scanRequestSchema>;

/** What it answers: one reply a stream, then `done`. */
export type ScanReply =
  | {
      readonly kind: "scanned";
      readonly index: number;
      readonly scan: StreamScan;
      readonly diagnosis: StreamDiagnosis;
    }
  | {
      readonly kind: "diagnosed";
      readonly index: number;
      readonly events: number;
      readonly diagnosis: StreamDiagnosis;
      /** The first 8 bytes of a hash of each event id: enough to find doubles among millions, 8 bytes each. */
      readonly eventIdPrints: BigUint64Array;
    }
  | { readonly kind: "done" };
