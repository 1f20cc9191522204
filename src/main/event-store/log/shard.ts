import { createHash } from "node:crypto";

const SHARDS = 65_536;

/** SHA-256 of a text as UTF-8, in lower-case hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Lamping and Veach's jump consistent hash: when buckets are added, only the keys that move to a new one change.
 * @param key a text, of which the first eight bytes of its SHA-256 are taken, or the 64-bit key itself
 * @param buckets how many there are, at least 1
 * @returns from 0 to `buckets - 1`
 */
export function jumpConsistentHash(key: string | bigint, buckets: number = SHARDS): number {
  if (!Number.isSafeInteger(buckets) || buckets < 1) {
    throw new RangeError(`A key can be placed in 1 or more buckets, not in ${buckets}.`);
  }
  let state = typeof key === "bigint" ? BigInt.asUintN(64, key) : firstEightBytes(key);
  let bucket = -1;
  let jump = 0;
  while (jump < buckets) {
    bucket = jump;
    state = BigInt.asUintN(64, state * 2_862_933_555_777_941_757n + 1n);
    jump = Math.floor((bucket + 1) * (2 ** 31 / (Number(state >> 33n) + 1)));
  }
  return bucket;
}

/** The shard folders of an id as published: jump consistent hash over 65,536 buckets, as `ab/cd`. */
export function getShardPath(id: string, buckets: number = SHARDS): string {
  return shardFolders(jumpConsistentHash(id, buckets));
}

/**
 * The shard folders of an id as shipped stores place it: the 31-multiplier string hash in signed 32-bit arithmetic over
 * UTF-16 units, its absolute value modulo 65,536.
 */
export function legacyShardPath(id: string): string {
  let hash = 0;
  for (let index = 0; index < id.length; index += 1) {
    hash = (Math.imul(hash, 31) + id.charCodeAt(index)) | 0;
  }
  return shardFolders(Math.abs(hash) % SHARDS);
}

/** @returns the four hex digits of a shard as two folders. */
function shardFolders(shard: number): string {
  const hex = shard.toString(16).padStart(4, "0");
  return `${hex.slice(0, 2)}/${hex.slice(2)}`;
}

function firstEightBytes(text: string): bigint {
  return createHash("sha256").update(text).digest().readBigUInt64BE(0);
}
