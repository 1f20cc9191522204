import type { EventReference } from "../../shared/ipc/model/timeline.ts";
import { type ViewPoint, viewPointSchema } from "../../shared/ipc/model/views.ts";

/** `<stream>:<position>`; a stream's own name may hold colons. */
export function writeEventReference({ stream, position }: EventReference): string {
  return `${stream}:${position}`;
}

export function readEventReference(text: string): EventReference | null {
  const colon = text.lastIndexOf(":");
  const position = text.slice(colon + 1);
  if (colon < 1 || !/^[1-9]\d{0,8}$/u.test(position)) return null;
  return { stream: text.slice(0, colon), position: Number(position) };
}

/** `12` for a step, `sequence:12`, `time:2026-04-01T10:00:00Z`, `head` or `disk`. */
export function writeViewPoint(point: ViewPoint): string {
  switch (point.kind) {
    case "step":
      return String(point.step);
    case "sequence":
      return `sequence:${point.sequence}`;
    case "time":
      return `time:${point.time}`;
    default:
      return point.kind;
  }
}

export function readViewPoint(text: string): ViewPoint | null {
  const [, kind, value = ""] = /^(?:(sequence|time):)?(.*)$/u.exec(text) ?? [];
  const candidate = { kind: kind ?? "step", step: Number(value), sequence: Number(value), time: value };
  const point =
    value === "head" || value === "disk"
      ? { kind: value }
      : kind === "time"
        ? { kind, time: candidate.time }
        : kind === "sequence"
          ? { kind, sequence: candidate.sequence }
          : { kind: "step", step: value === "" ? Number.NaN : candidate.step };
  return viewPointSchema.safeParse(point).data ?? null;
}
