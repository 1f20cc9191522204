/** Lets through `perSecond` on average and `burst` at once; real clients stay far below, a runaway one is held. */
export function createRateLimit(perSecond: number, burst: number, now: () => number): () => boolean {
  let allowance = burst;
  let last = now();
  return () => {
    const time = now();
    allowance = Math.min(burst, allowance + ((time - last) / 1000) * perSecond);
    last = time;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}
