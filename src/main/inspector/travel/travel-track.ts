import type { TravelTrack } from "../../../shared/ipc/model/views.ts";
import { positionOfStep, projectFile, recordAt, type StreamIndex, stepOfPosition } from "../index/stream-index.ts";

/** Runs of steps with the same proof, and where proof ends. */
export function travelTrack(stream: StreamIndex): TravelTrack {
  const steps = stream.scan.records.length;
  const segments: TravelTrack["segments"] = [];
  for (let step = 1; step <= steps; step += 1) {
    const proof = proofAfter(stream, step);
    const last = segments.at(-1);
    if (last?.proof === proof) last.toStep = step;
    else segments.push({ fromStep: step, toStep: step, proof });
  }
  const unproven = segments.find(({ proof }) => proof === "unproven");
  return { stream: stream.streamId, steps, segments, unprovenFrom: unproven ? doubt(stream, unproven.fromStep) : null };
}

export function proofAfter(stream: StreamIndex, step: number): TravelTrack["segments"][number]["proof"] {
  return stream.proofs[positionOfStep(stream.replay, step) - 1] ?? "unproven";
}

function doubt(stream: StreamIndex, step: number): TravelTrack["unprovenFrom"] {
  const position = positionOfStep(stream.replay, step);
  const record = recordAt(stream, position);
  const file = projectFile(stream.scan, record.file);
  const own = stream.findings.find(
    (finding) => finding.severity === "suspect" && finding.file === file && finding.line === record.line,
  );
  const line = stream.findings.find((finding) => finding.severity === "suspect" && finding.code === "malformed-line");
  const reason = (own ?? line)?.message ?? "The record does not have the checksum that it was written with.";
  return { step, reason, reference: { stream: stream.streamId, position } };
}

/** The last step whose event is not after a sequence number. */
export function stepAtSequence(stream: StreamIndex, sequence: number): number {
  const { records } = stream.scan;
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (recordAt(stream, positionOfStep(stream.replay, middle)).sequence <= sequence) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The last step whose event is not after a time; clocks that ran backwards are taken as they are. */
export function stepAtTime(stream: StreamIndex, time: number): number {
  let found = 0;
  for (const [index, at] of stream.times.entries()) {
    if (at <= time) found = Math.max(found, stepOfPosition(stream.replay, index + 1));
  }
  return found;
}
