import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketEdges, bucketOf, timeBuckets } from "./time-buckets.ts";

const times = fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 1, maxLength: 50 });

test("every time is in the bucket whose limits hold it, and the buckets follow each other", () => {
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 400 }), (list, count) => {
      const buckets = timeBuckets(list, count);
      if (buckets === null) throw new Error("There are times.");
      expect(buckets.count).toBeLessThanOrEqual(count);
      const edges = bucketEdges(buckets);
      expect(edges).toHaveLength(buckets.count + 1);
      for (const time of list) {
        const bucket = bucketOf(buckets, time);
        expect(time).toBeGreaterThanOrEqual(edges[bucket] ?? Number.NaN);
        expect(time).toBeLessThan(edges[bucket + 1] ?? Number.NaN);
      }
      expect(edges).toEqual(edges.toSorted((left, right) => left - right));
    }),
  );
});

test("without a readable time there are no buckets", () => {
  expect(timeBuckets([Number.NaN], 10)).toBeNull();
  expect(timeBuckets([Number.NaN, 5], 10)).toEqual({ from: 5, width: 1, count: 1 });
});

test("long buckets begin with a second", () => {
  const edges = bucketEdges(
    timeBuckets([1_700_000_000_123, 1_700_009_999_456], 240) ?? { from: 1, width: 1, count: 1 },
  );
  expect(edges.filter((edge) => edge % 1000 !== 0)).toEqual([]);
  expect(edges.length).toBeGreaterThan(200);
});
