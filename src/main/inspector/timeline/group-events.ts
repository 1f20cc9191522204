/** What grouping needs to know of an event of a timeline, oldest first. */
export interface GroupableEvent {
  readonly stream: number;
  readonly type: string;
  readonly userId: string;
  readonly jobId: string | null;
  readonly correlationId: string | null;
  /** Milliseconds since 1970; NaN when unknown. */
  readonly time: number;
}

/** Neighbouring or related events that are shown as one row; indexes into the list that was grouped, rising. */
export interface EventGroup {
  readonly grouping: "job" | "burst";
  readonly members: readonly number[];
}

/** Events that belong to a job by time and author only must follow its last event within this span. */
const JOB_PAUSE_MS = 5 * 60_000;
const BURST_PAUSE_MS = 10_000;
const SMALLEST_JOB = 2;
const SMALLEST_BURST = 4;

const JOB_ENDS = new Set(["job:completed", "job:failed"]);
/** What jobs write while they run. */
const JOB_WORK = /^(?:mark|embedding|yield):/u;

/**
 * Folds jobs and bursts of a timeline. A job holds its own events and, from start to end, what its user or its
 * correlation wrote into the same stream meanwhile. A burst is a run of at least four events of one type by one user,
 * ten seconds apart at most. Each event is in one group or none.
 *
 * @returns the groups, ordered by their first event
 */
export function groupEvents(events: readonly GroupableEvent[]): EventGroup[] {
  const jobs = jobGroups(events);
  const inJob = new Set(jobs.flatMap(({ members }) => members));
  const bursts = burstGroups(events, inJob);
  return [...jobs, ...bursts].sort((left, right) => (left.members[0] ?? 0) - (right.members[0] ?? 0));
}

interface OpenJob {
  readonly members: number[];
  readonly userId: string;
  correlationId: string | null;
  lastTime: number;
}

function jobGroups(events: readonly GroupableEvent[]): EventGroup[] {
  const open = new Map<number, Map<string, OpenJob>>();
  const all: OpenJob[] = [];
  for (const [index, event] of events.entries()) {
    const jobs = open.get(event.stream);
    if (event.jobId === null) {
      const job = jobs === undefined ? undefined : runningJob([...jobs.values()], event);
      if (job !== undefined) extend(job, index, event);
      continue;
    }
    let job = jobs?.get(event.jobId);
    if (job === undefined || event.type === "job:started") {
      job = { members: [], userId: event.userId, correlationId: null, lastTime: event.time };
      all.push(job);
      open.set(event.stream, (jobs ?? new Map<string, OpenJob>()).set(event.jobId, job));
    }
    extend(job, index, event);
    job.correlationId ??= event.correlationId;
    if (JOB_ENDS.has(event.type)) open.get(event.stream)?.delete(event.jobId);
  }
  return all.flatMap(({ members }) => (members.length < SMALLEST_JOB ? [] : [{ grouping: "job", members }]));
}

function extend(job: OpenJob, index: number, { time }: GroupableEvent): void {
  job.members.push(index);
  if (!Number.isNaN(time)) job.lastTime = time;
}

/** The latest running job that the event may belong to. */
function runningJob(jobs: readonly OpenJob[], event: GroupableEvent): OpenJob | undefined {
  return jobs.findLast((job) => {
    if (event.correlationId !== null && job.correlationId !== null) return event.correlationId === job.correlationId;
    return JOB_WORK.test(event.type) && event.userId === job.userId && event.time - job.lastTime <= JOB_PAUSE_MS;
  });
}

function burstGroups(events: readonly GroupableEvent[], taken: ReadonlySet<number>): EventGroup[] {
  const groups: EventGroup[] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length >= SMALLEST_BURST) groups.push({ grouping: "burst", members: run });
    run = [];
  };
  for (const [index, event] of events.entries()) {
    const before = events[run.at(-1) ?? -1];
    const continues =
      before !== undefined &&
      run.at(-1) === index - 1 &&
      before.type === event.type &&
      before.userId === event.userId &&
      Math.abs(event.time - before.time) <= BURST_PAUSE_MS;
    if (!continues || taken.has(index)) close();
    if (!taken.has(index)) run.push(index);
  }
  close();
  return groups;
}
