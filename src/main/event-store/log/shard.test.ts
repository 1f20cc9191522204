import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { bigInt, integer, property, assert as propertyAssert, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { fixturesDirectory } from "../../../testing/fixtures.ts";
import { nodeFileSystem } from "../file-system.ts";
import { discoverStreams } from "./discover-streams.ts";
import { getShardPath, jumpConsistentHash, legacyShardPath, sha256 } from "./shard.ts";
import { shardOf } from "./stream-reference.ts";

const fixtures = fixturesDirectory();
const keys = bigInt({ min: 0n, max: 2n ** 64n - 1n });
const bucketCounts = integer({ min: 1, max: 100_000 });

describe("jump consistent hash", () => {
  /** Made with a C++ compiler from the figure in Lamping and Veach's paper. */
  test.each([
    [0n, 1, 0],
    [1n, 1, 0],
    [0xdeadbeefn, 1, 0],
    [1n, 128, 55],
    [129n, 128, 120],
    [0xdeadbeefn, 666, 285],
    [0x0ddc0ffeebadf00dn, 3, 2],
    [2n ** 64n - 1n, 65_536, 18_311],
  ])("places the key %s of %i buckets in %i", (key, buckets, expected) => {
    expect(jumpConsistentHash(key, buckets)).toBe(expected);
  });

  test("when a bucket is added, a key stays or moves into it", () => {
    propertyAssert(
      property(keys, bucketCounts, (key, buckets) => {
        const before = jumpConsistentHash(key, buckets);
        const after = jumpConsistentHash(key, buckets + 1);
        expect(before).toBeLessThan(buckets);
        expect(after === before || after === buckets).toBe(true);
      }),
    );
  });

  test("spreads texts evenly", () => {
    const counts = new Array<number>(16).fill(0);
    for (let index = 0; index < 16_000; index += 1) {
      const bucket = jumpConsistentHash(`resource-${index}`, 16);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses %d buckets", (buckets) => {
    expect(() => jumpConsistentHash("id", buckets)).toThrow(RangeError);
  });
});

describe("shard folders", () => {
  test("are two pairs of lower-case hex digits, for any text", () => {
    propertyAssert(
      property(string({ unit: "binary" }), (id) => {
        expect(getShardPath(id)).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{2}$/);
        expect(legacyShardPath(id)).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{2}$/);
      }),
    );
  });

  /** So that what one version of the store has placed is found by the next. */
  test("of an id never change", () => {
    expect(getShardPath("doc-123")).toBe("5a/96");
    expect(getShardPath("naïve-資料_1.v2")).toBe("6a/45");
    expect(legacyShardPath("naïve-資料_1.v2")).toBe("b1/44");
    expect(legacyShardPath("ab")).toBe("0c/21");
    expect(sha256("資料")).toBe("58e891bce783aadf2fe59702d8efa2697f3b23ab6d8317f9a20a069b25b66e2a");
  });

  test.skipIf(fixtures === undefined)("explain where shipped stores put their streams (needs fixtures)", async () => {
    const projects = [
      ...(await readdir(join(fixtures ?? "", "real"))).map((name) => `real/${name}`),
      "semiont-0.4.15-complete",
      "edge/short-ids",
    ];
    for (const project of projects) {
      const found = await discoverStreams(nodeFileSystem, join(fixtures ?? "", project, "project/.semiont/events"));
      const resources = found.streams.filter(({ streamId }) => streamId !== "__system__");
      expect(resources.length).toBeGreaterThan(1);
      for (const stream of resources) expect(shardOf(stream)).toBe(legacyShardPath(stream.streamId));
    }
  });
});
