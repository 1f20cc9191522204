import { isSameValue } from "../../../shared/difference/difference.ts";
import type { JsonTrail, JsonValue } from "../../../shared/ipc/json-value.ts";
import { positionOfStep, recordAt, type StreamIndex } from "../index/stream-index.ts";
import { startReplay } from "./replayed-view.ts";
import type { StreamReplay } from "./stream-replay.ts";
import { type AnchoredPath, anchorPath, valueAt } from "./value-path.ts";

/** A step that set the value at a path. Before and after are absent where there was no value, or none was computed. */
export interface BlamedStep {
  readonly step: number;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

const MOST = 100;
/** Events that can bear on one value; beyond them the search says that it is not complete. */
const MOST_CANDIDATES = 20_000;

const ANNOTATING = new Set(["mark:added", "mark:removed", "mark:body-updated"]);
const SILENT = /^(?:job|embedding):/u;

/** Which events could have set what stands at a path, and whether replaying them alone gives the value. */
interface Candidates {
  readonly accepts: (type: string, annotationId: string | null) => boolean;
  readonly isReplayable: boolean;
}

/**
 * The steps that set the value at a path of the view after `step`, newest first. Only the events that can bear on the
 * path are replayed: an annotation depends on its own events alone, the descriptor on those that are no annotations.
 */
export async function blamePath(
  replay: StreamReplay,
  step: number,
  path: JsonTrail,
): Promise<{ readonly steps: readonly BlamedStep[]; readonly truncated: boolean }> {
  const { stream } = replay;
  const view = await replay.viewAfter(step);
  const candidates = candidatesFor(stream, view, path);
  const steps = stepsOf(stream, step, candidates.accepts);
  if (!candidates.isReplayable) {
    const newest = steps.slice(-MOST).toReversed();
    return { steps: newest.map((one) => ({ step: one })), truncated: steps.length > MOST };
  }
  const replayed = steps.slice(-MOST_CANDIDATES);
  const setting = await settingSteps(replay, replayed, anchorPath(view, path));
  return {
    steps: setting.slice(-MOST).toReversed(),
    truncated: setting.length > MOST || replayed.length < steps.length,
  };
}

function candidatesFor(stream: StreamIndex, view: JsonValue, path: JsonTrail): Candidates {
  const [part, list, item] = path;
  if (stream.isSystem) return { accepts: () => true, isReplayable: path.length > 0 };
  if (part === "resource")
    return { accepts: (type) => !ANNOTATING.has(type) && !SILENT.test(type), isReplayable: true };
  if (part === "annotations" && list === "annotations" && item !== undefined) {
    // One that is named by its id need not be there any more: who removed it is asked for as well.
    const named = typeof item === "object" && item.by === "id" ? item.is : undefined;
    const id = named ?? valueAt(view, anchorPath(view, ["annotations", "annotations", item, "id"]));
    return { accepts: (type, annotationId) => ANNOTATING.has(type) && annotationId === id, isReplayable: true };
  }
  if (part === "annotations" && list === "annotations") {
    return { accepts: (type) => ANNOTATING.has(type), isReplayable: false };
  }
  return { accepts: () => true, isReplayable: false };
}

function stepsOf(stream: StreamIndex, until: number, accepts: Candidates["accepts"]): number[] {
  const steps: number[] = [];
  for (let step = 1; step <= until; step += 1) {
    const position = positionOfStep(stream.replay, step);
    if (accepts(recordAt(stream, position).type, stream.annotations[position - 1] ?? null)) steps.push(step);
  }
  return steps;
}

async function settingSteps(replay: StreamReplay, steps: readonly number[], path: AnchoredPath): Promise<BlamedStep[]> {
  const { streamId, isSystem } = replay.stream;
  const replaying = startReplay(streamId, isSystem);
  const found: BlamedStep[] = [];
  let before = steps[0] === 1 ? undefined : valueAt(replaying.view(), path);
  for await (const { step, event } of replay.events(steps)) {
    replaying.apply(event);
    const after = valueAt(replaying.view(), path);
    if (!isSame(before, after)) {
      found.push({ step, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
    }
    before = after;
  }
  return found;
}

function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return left === undefined || right === undefined ? left === right : isSameValue(left, right);
}
