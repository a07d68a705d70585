import { isJsonObject } from '#kernel';

/** Shorter texts stand in others by chance. */
const shortest = 2;

function pairsOf(plain: unknown, masked: unknown): readonly (readonly [string, string])[] {
  if (typeof plain === 'string' && typeof masked === 'string') return plain !== masked && plain.length >= shortest ? [[plain, masked]] : [];
  if (Array.isArray(plain) && Array.isArray(masked)) return plain.flatMap((item: unknown, index) => pairsOf(item, masked[index]));
  return isJsonObject(plain) && isJsonObject(masked) ? Object.entries(plain).flatMap(([key, value]) => pairsOf(value, masked[key])) : [];
}

/**
 * What is masked of a customer is masked in what people wrote about them too: names and addresses, which no form gives away. `plain`, `masked`: the same profile in clear and as
 * whoever asks sees it.
 */
export function hiderOf(plain: unknown, masked: unknown): (text: string) => string {
  const pairs = pairsOf(plain, masked)
    .flatMap(([value, mask]): readonly (readonly [string, string])[] =>
      value.startsWith('+86')
        ? [
            [value, mask],
            [value.slice(3), mask],
          ]
        : [[value, mask]],
    )
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) => pairs.reduce((hidden, [value, mask]) => hidden.replaceAll(value, mask), text);
}
