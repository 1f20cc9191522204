const WITHIN_MS = 60_000;
const MOST = 3;

/** Says whether a page that was lost may be loaded once more, or is lost again and again. */
export function createCrashLimit(now: () => number): () => boolean {
  let times: number[] = [];
  return () => {
    const time = now();
    times = [...times.filter((earlier) => time - earlier < WITHIN_MS), time];
    return times.length <= MOST;
  };
}
