import { createHash } from 'node:crypto';

const mask = 0xffff_ffff_ffff_ffffn;

/** The number by which a seed shuffles profiles: the first eight bytes of its SHA-256. */
export const seedOf = (seed: string): bigint => createHash('sha256').update(seed, 'utf8').digest().readBigUInt64BE(0);

/**
 * The place of a profile in a seed's order, 0 to 2^64 − 1, evenly spread: ClickHouse's `intHash64(bitXor(profile_id, seed))`, the finalizer of
 * MurmurHash3. It is a bijection, so no two profiles share a place.
 */
export function samplePlace(profile: number, seed: bigint): bigint {
  let x = (BigInt(profile) ^ seed ^ 0x4cf2_d2ba_ae6d_a887n) & mask;
  x ^= x >> 33n;
  x = (x * 0xff51_afd7_ed55_8ccdn) & mask;
  x ^= x >> 33n;
  x = (x * 0xc4ce_b9fe_1a85_ec53n) & mask;
  return x ^ (x >> 33n);
}

/** Places below this belong to the sample: so many percent of all there are. */
export const sampleLimit = (percent: number): bigint => (BigInt(Math.round(percent * 1e9)) << 64n) / 100_000_000_000n;
