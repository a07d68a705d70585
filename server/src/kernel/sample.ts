const mask = 0xffff_ffff_ffff_ffffn;

/** The finalizer of MurmurHash3: a bijection that spreads numbers evenly. */
function spread(number: bigint): bigint {
  let x = number;
  x ^= x >> 33n;
  x = (x * 0xff51_afd7_ed55_8ccdn) & mask;
  x ^= x >> 33n;
  x = (x * 0xc4ce_b9fe_1a85_ec53n) & mask;
  return x ^ (x >> 33n);
}

/** The number by which a seed shuffles profiles: FNV-1a (64 bits) of its UTF-8, spread. */
export function seedOf(seed: string): bigint {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (const byte of new TextEncoder().encode(seed)) hash = ((hash ^ BigInt(byte)) * 0x100_0000_01b3n) & mask;
  return spread(hash);
}

/** The place of a profile in a seed's order, 0 to 2^64 − 1: ClickHouse's `intHash64(bitXor(profile_id, seed))`. No two profiles share a place. */
export const samplePlace = (profile: number, seed: bigint): bigint => spread((BigInt(profile) ^ seed ^ 0x4cf2_d2ba_ae6d_a887n) & mask);

/** Places below this belong to the sample: so many percent of all there are. */
export const sampleLimit = (percent: number): bigint => (BigInt(Math.round(percent * 1e9)) << 64n) / 100_000_000_000n;
