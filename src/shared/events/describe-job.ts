import { plural } from "../text/plural.ts";
import { type RecordedObject, recordedField, recordedText } from "./recorded-value.ts";
import { detail, excerpt, type NameResolver, number, plain, resource } from "./sentence-parts.ts";

export function startedJob(payload: RecordedObject): string {
  return `Started ${job(payload)}`;
}

export function jobProgress(payload: RecordedObject): string {
  const told = detail([step(payload)]);
  if (payload.percentage === undefined) return `Progress of ${job(payload)}${told}`;
  return `At ${number(payload.percentage)} % of ${job(payload)}${told}`;
}

export function completedJob(payload: RecordedObject, names: NameResolver): string {
  return `Completed ${job(payload)}${detail([found(payload), madeResource(payload, names)])}`;
}

export function failedJob(payload: RecordedObject): string {
  return `Failed at ${job(payload)}: ${plain(payload.error)}`;
}

/** What is known of one run of a job. */
export interface JobRun {
  /** Payload of any of its events. */
  readonly payload: RecordedObject;
  readonly outcome: "completed" | "failed" | "not ended";
  /** Payload of the event that ended it, or of the last that told how far it is. */
  readonly last: RecordedObject | undefined;
  /** How many events of each type it wrote, besides those about itself. */
  readonly work: ReadonlyMap<string, number>;
}

/** A job from start to end in one line: “reference-annotation – completed, 8 annotations”. */
export function describeJobRun({ payload, outcome, last = {}, work }: JobRun, names: NameResolver = {}): string {
  const type = recordedText(payload.jobType);
  const told = {
    completed: work.size === 0 ? [found(last), madeResource(last, names)] : [madeResource(last, names)],
    failed: [],
    "not ended": typeof last.percentage === "number" ? [`at ${number(last.percentage)} %`] : [],
  }[outcome];
  const parts = [outcome, ...workPhrases(work), ...told].filter((part) => part !== undefined);
  const reason = outcome === "failed" ? `: ${plain(last.error)}` : "";
  return `${type === undefined ? "Job" : excerpt(type)} – ${parts.join(", ")}${reason}`;
}

const WORK_NOUNS: Readonly<Record<string, string>> = {
  "mark:added": "annotation",
  "embedding:computed": "embedding",
  "yield:created": "new resource",
};

function workPhrases(work: ReadonlyMap<string, number>): readonly string[] {
  let others = 0;
  const phrases: string[] = [];
  for (const [type, count] of work) {
    const noun = Object.hasOwn(WORK_NOUNS, type) ? WORK_NOUNS[type] : undefined;
    if (noun === undefined) others += count;
    else phrases.push(plural(count, noun));
  }
  return others === 0 ? phrases : [...phrases, plural(others, phrases.length === 0 ? "event" : "other event")];
}

function job(payload: RecordedObject): string {
  const type = recordedText(payload.jobType);
  return type === undefined ? "a job" : `the job ${excerpt(type)}`;
}

function step(payload: RecordedObject): string | undefined {
  const progress = payload.progress;
  const told = [
    payload.message,
    payload.currentStep,
    recordedField(progress, "message"),
    recordedField(progress, "currentStep"),
  ];
  return told.map(recordedText).find((text) => text !== undefined);
}

/** Jobs tell what they found under many names; the newest logs and the oldest alike are understood. */
function found(payload: RecordedObject): string | undefined {
  const outer = payload.result;
  const result = recordedField(outer, "result") ?? outer;
  const count = [
    payload.foundCount,
    recordedField(result, "totalFound"),
    recordedField(result, "highlightsFound"),
  ].find((value) => typeof value === "number");
  return count === undefined ? undefined : `found ${number(count)}`;
}

function madeResource(payload: RecordedObject, names: NameResolver): string | undefined {
  const result = payload.result;
  const id =
    payload.resultResourceId ?? recordedField(result, "resultResourceId") ?? recordedField(result, "resourceId");
  return recordedText(id) === undefined ? undefined : `made ${resource(id, names)}`;
}
