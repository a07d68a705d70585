/** Who is drawn: everybody has a place that only the seed and the id decide. */
const bits = 2n ** 64n;

/** MurmurHash3's finalizer. */
const mixed = (number: bigint): bigint => {
  let x = number;
  for (const factor of [0xff51afd7ed558ccdn, 0xc4ceb9fe1a85ec53n]) x = ((x ^ (x >> 33n)) * factor) % bits;
  return x ^ (x >> 33n);
};

/** The id xor the seed's number (FNV-1a, mixed) and the constant that ClickHouse's intHash64 begins with, mixed. */
function place(profile: number, seed: string): bigint {
  const fnv = [...Buffer.from(seed)].reduce((hash, byte) => ((hash ^ BigInt(byte)) * 1_099_511_628_211n) % bits, 14_695_981_039_346_656_037n);
  return mixed(BigInt(profile) ^ mixed(fnv) ^ 0x4cf2d2baae6da887n);
}

export const placeShare = (profile: number, seed: string): number => Number(place(profile, seed)) / 2 ** 64;

export const isInPercent = (profile: number, percent: number, seed: string): boolean => place(profile, seed) * 100_000n < bits * BigInt(percent * 1000);

export const drawn = (everybody: readonly number[], n: number, seed: string): readonly number[] =>
  [...everybody].sort((a, b) => (place(a, seed) < place(b, seed) ? -1 : 1)).slice(0, n);
