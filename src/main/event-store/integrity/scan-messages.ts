import type { StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import type { WalkRequest } from "../log/discover-streams.ts";
import type { StreamReference } from "../log/stream-reference.ts";
import type { Walk } from "../log/walk-folders.ts";

/** A stream, and its place among all that are asked for. */
export interface NumberedStream extends Pick<StreamReference, "streamId" | "files"> {
  readonly index: number;
}

/** What a scanning thread is asked. */
export type ScanRequest =
  /** To walk folders of the log. */
  | ({ readonly kind: "walk" } & WalkRequest)
  /** For every record's header. */
  | { readonly kind: "scan"; readonly eventsDir: string; readonly streams: readonly NumberedStream[] }
  /** Only for what there is to say, with memory that stays flat. */
  | { readonly kind: "check"; readonly eventsDir: string; readonly streams: readonly NumberedStream[] };

/** What it answers, once to each request and in the order of its streams. */
export type ScanReply =
  | { readonly kind: "walked"; readonly walk: Walk }
  | {
      readonly kind: "scanned";
      readonly scans: readonly { readonly scan: StreamScan; readonly diagnosis: StreamDiagnosis }[];
    }
  | {
      readonly kind: "checked";
      readonly checks: readonly StreamCheck[];
      /** The prints of the event ids of all its streams, one after the other. */
      readonly eventIdPrints: BigUint64Array<ArrayBuffer>;
    };

export interface StreamCheck {
  readonly events: number;
  readonly diagnosis: StreamDiagnosis;
  /** How many prints are those of this stream. */
  readonly prints: number;
}
