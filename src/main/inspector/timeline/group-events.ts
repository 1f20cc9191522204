/** What grouping needs to know of events, by their place among all of a timeline, oldest first. */
export interface GroupableEvents {
  /** Names the event's stream. */
  stream(place: number): number;
  type(place: number): string;
  user(place: number): string;
  job(place: number): string | null;
  correlation(place: number): string | null;
  /** Milliseconds since 1970; NaN when unknown. */
  time(place: number): number;
}

/** Neighbouring or related events that are shown as one row; their places, rising. */
export interface EventGroup {
  readonly grouping: "job" | "burst";
  readonly members: Uint32Array;
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
 * @param places of the events that are grouped, rising; the others are as if they were not there
 * @returns the groups, ordered by their first event
 */
export function groupEvents(places: Uint32Array, events: GroupableEvents): EventGroup[] {
  const jobs = jobGroups(places, events);
  const isTaken = new Uint8Array((places.at(-1) ?? -1) + 1);
  for (const { members } of jobs) for (const member of members) isTaken[member] = 1;
  const bursts = burstGroups(places, events, isTaken);
  return mergeByFirst(jobs, bursts);
}

/** Both are ordered by their first event. */
function mergeByFirst(some: readonly EventGroup[], others: readonly EventGroup[]): EventGroup[] {
  const merged: EventGroup[] = [];
  let next = 0;
  for (const group of some) {
    const first = group.members[0] ?? 0;
    for (let other = others[next]; other !== undefined && (other.members[0] ?? 0) < first; other = others[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(group);
  }
  for (const other of others.slice(next)) merged.push(other);
  return merged;
}

interface OpenJob {
  readonly members: number[];
  readonly user: string;
  correlation: string | null;
  lastTime: number;
}

function jobGroups(places: Uint32Array, events: GroupableEvents): EventGroup[] {
  const open = new Map<number, Map<string, OpenJob>>();
  const all: OpenJob[] = [];
  for (const place of places) {
    const id = events.job(place);
    if (id === null && open.size === 0) continue;
    const stream = events.stream(place);
    const running = open.get(stream);
    if (id === null) {
      const job = running === undefined ? undefined : jobOf([...running.values()], events, place);
      if (job !== undefined) extend(job, events, place);
      continue;
    }
    const type = events.type(place);
    let job = running?.get(id);
    if (job === undefined || type === "job:started") {
      job = { members: [], user: events.user(place), correlation: null, lastTime: events.time(place) };
      all.push(job);
      open.set(stream, (running ?? new Map<string, OpenJob>()).set(id, job));
    }
    extend(job, events, place);
    job.correlation ??= events.correlation(place);
    if (JOB_ENDS.has(type)) close(open, stream, id);
  }
  return all
    .filter(({ members }) => members.length >= SMALLEST_JOB)
    .map(({ members }) => ({ grouping: "job", members: Uint32Array.from(members) }));
}

function extend(job: OpenJob, events: GroupableEvents, place: number): void {
  job.members.push(place);
  const time = events.time(place);
  if (!Number.isNaN(time)) job.lastTime = time;
}

function close(open: Map<number, Map<string, OpenJob>>, stream: number, id: string): void {
  const running = open.get(stream);
  running?.delete(id);
  if (running?.size === 0) open.delete(stream);
}

/** The latest running job that the event may belong to. */
function jobOf(jobs: readonly OpenJob[], events: GroupableEvents, place: number): OpenJob | undefined {
  const correlation = events.correlation(place);
  return jobs.findLast((job) => {
    if (correlation !== null && job.correlation !== null) return correlation === job.correlation;
    return (
      events.user(place) === job.user &&
      events.time(place) - job.lastTime <= JOB_PAUSE_MS &&
      JOB_WORK.test(events.type(place))
    );
  });
}

function burstGroups(places: Uint32Array, events: GroupableEvents, isTaken: Uint8Array): EventGroup[] {
  const groups: EventGroup[] = [];
  let start = 0;
  const close = (end: number) => {
    if (end - start >= SMALLEST_BURST) groups.push({ grouping: "burst", members: places.subarray(start, end) });
  };
  let before = -1;
  for (const [at, place] of places.entries()) {
    if (isTaken[place] === 1) {
      close(at);
      start = at + 1;
    } else if (at > start && !continuesBurst(events, before, place)) {
      close(at);
      start = at;
    }
    before = place;
  }
  close(places.length);
  return groups;
}

function continuesBurst(events: GroupableEvents, before: number, place: number): boolean {
  return (
    events.type(place) === events.type(before) &&
    events.user(place) === events.user(before) &&
    Math.abs(events.time(place) - events.time(before)) <= BURST_PAUSE_MS
  );
}
