import { expect, it } from 'vitest';
import { strangeDelivery } from './testing.ts';
import { itemsOf, readReady } from '../testing.ts';

it('of two thousand strange requests none breaks anything: each is refused, greeted, or kept as items that are read or say why not', () => {
  const ends = new Set<string>();
  for (let seed = 0; seed < 2_000; seed++) {
    const { kind, answer } = strangeDelivery(seed);
    if (answer.kind !== 'delivery') {
      ends.add(answer.kind);
      continue;
    }
    const items = itemsOf(answer);
    const reads = readReady(kind, answer, { settings: { appId: 'wx1' } });
    expect(reads.length).toBe(items.length);
    for (const read of reads) ends.add(read.kind);
  }
  expect([...ends].sort()).toEqual(['left_out', 'message', 'refused', 'unmapped']);
});
