/** Who is drawn: everybody has a place that only the seed and the id decide. */
import { createHash } from 'node:crypto';

const bits = 2n ** 64n;

/** MurmurHash3's finalizer over id xor the seed's number, with the constant that ClickHouse's intHash64 begins with. */
function place(profile: number, seed: string): bigint {
  const number = BigInt(`0x${createHash('sha256').update(seed).digest('hex').slice(0, 16)}`);
  let x = BigInt(profile) ^ number ^ 0x4cf2d2baae6da887n;
  for (const factor of [0xff51afd7ed558ccdn, 0xc4ceb9fe1a85ec53n]) x = ((x ^ (x >> 33n)) * factor) % bits;
  return x ^ (x >> 33n);
}

export const isInPercent = (profile: number, percent: number, seed: string): boolean => place(profile, seed) * 100_000n < bits * BigInt(percent * 1000);

export const drawn = (everybody: readonly number[], n: number, seed: string): readonly number[] =>
  [...everybody].sort((a, b) => (place(a, seed) < place(b, seed) ? -1 : 1)).slice(0, n);
