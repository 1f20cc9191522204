import { diagnoseStream, type StreamDiagnosis } from "../../../shared/integrity/diagnose-stream.ts";
import type { StreamScan } from "../../../shared/integrity/record-header.ts";
import type { LogSource } from "../log/read-stream.ts";
import { walkFolders } from "../log/walk-folders.ts";
import { EventIdPrints } from "./event-id-prints.ts";
import type { NumberedStream, ScanReply, ScanRequest, StreamCheck } from "./scan-messages.ts";
import { scanStream } from "./scan-stream.ts";
import { checkSoundStream, type ReadSmallFile } from "./sound-stream.ts";

/** How a thread reads the log. */
export interface ScanReader extends Pick<LogSource, "fileSystem"> {
  readonly readSmallFile?: ReadSmallFile;
}

/** Answers a request, in whichever thread this runs. */
export async function answerScan(reader: ScanReader, request: ScanRequest): Promise<ScanReply> {
  const { fileSystem, readSmallFile } = reader;
  const source = { fileSystem, eventsDir: request.eventsDir };
  if (request.kind === "walk") {
    return { kind: "walked", walk: await walkFolders(fileSystem, request.eventsDir, request.folders) };
  }
  if (request.kind === "check") return checkStreams(source, request.streams, readSmallFile);
  const scans: { scan: StreamScan; diagnosis: StreamDiagnosis }[] = [];
  for (const stream of request.streams) {
    const scan = await scanStream(source, stream);
    scans.push({ scan, diagnosis: diagnoseStream(scan) });
  }
  return { kind: "scanned", scans };
}

async function checkStreams(
  source: LogSource,
  streams: readonly NumberedStream[],
  readSmallFile: ReadSmallFile | undefined,
): Promise<ScanReply> {
  const prints = new EventIdPrints();
  const checks: StreamCheck[] = [];
  for (const stream of streams) {
    const before = prints.count;
    const sound = await checkSoundStream(source, stream, prints, readSmallFile);
    const { events, diagnosis } = sound ?? (await checkFully(source, stream, prints));
    checks.push({ events, diagnosis, prints: prints.count - before });
  }
  return { kind: "checked", checks, eventIdPrints: prints.toArray() };
}

async function checkFully(source: LogSource, stream: NumberedStream, prints: EventIdPrints) {
  const scan = await scanStream(source, stream);
  for (const { eventId } of scan.records) prints.addText(eventId);
  return { events: scan.records.length, diagnosis: diagnoseStream(scan) };
}
