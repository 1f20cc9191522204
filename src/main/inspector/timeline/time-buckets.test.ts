import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketLimits, bucketOf, timeBuckets } from "./time-buckets.ts";

const times = fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 1, maxLength: 50 });

test("every time is in the bucket whose limits hold it, and the buckets follow each other", () => {
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 400 }), (list, count) => {
      const buckets = timeBuckets(list, count);
      if (buckets === null) throw new Error("There are times.");
      expect(buckets.count).toBeLessThanOrEqual(count);
      for (const time of list) {
        const { from, to } = bucketLimits(buckets, bucketOf(buckets, time));
        // Limits are whole milliseconds: a time may stand a rounding beside its bucket.
        expect(time).toBeGreaterThanOrEqual(Date.parse(from) - 1);
        expect(time).toBeLessThanOrEqual(Date.parse(to));
      }
      for (let bucket = 1; bucket < buckets.count; bucket += 1) {
        expect(bucketLimits(buckets, bucket).from).toBe(bucketLimits(buckets, bucket - 1).to);
      }
    }),
  );
});

test("without a readable time there are no buckets", () => {
  expect(timeBuckets([Number.NaN], 10)).toBeNull();
  expect(timeBuckets([Number.NaN, 5], 10)).toEqual({ from: 5, to: 5, count: 1 });
});
