/** A million webhooks that no sender would send, of every kind, signed and not, through signature, decoding, mapping and cleaning: nothing breaks, and each item ends somewhere with a reason. */
import { expect, it } from 'vitest';
import { cleanItem } from '../../server/src/clean/index.ts';
import { originOf } from '../../server/src/clean/testing.ts';
import { hooksNow, itemsOf, readyReader, strangeDelivery } from '../../server/src/collect/testing.ts';

const requests = 1_000_000;

it('a million strange webhooks: each is refused, or each of its items passes, is left out, or is parked for a reason', () => {
  const ends = new Map<string, number>();
  const count = (end: string): void => void ends.set(end, (ends.get(end) ?? 0) + 1);
  const enrich = { channels: { rules: [], ownHosts: [] }, placeOf: undefined };
  for (let seed = 0; seed < requests; seed++) {
    const { kind, answer } = strangeDelivery(seed);
    if (answer.kind !== 'delivery') {
      count(`${kind} ${answer.kind}`);
      continue;
    }
    const origin = originOf({ receivedAt: hooksNow, isImport: true, hook: readyReader(kind, { settings: { appId: 'wx1' } }), enrich });
    for (const [index, raw] of itemsOf(answer).entries()) {
      const outcome = cleanItem({ index, type: 'hook', raw, sentAt: null }, origin);
      count(`${kind} ${outcome.kind === 'pass' ? 'passed' : outcome.reason}`);
    }
  }
  process.stdout.write(`${JSON.stringify(Object.fromEntries([...ends].toSorted()), null, 2)}\n`);
  for (const kind of ['shopify', 'youzan', 'wechat', 'wecom', 'stripe', 'generic']) expect(ends.get(`${kind} unmapped`) ?? 0, kind).toBeGreaterThan(500);
  expect(ends.get('shopify passed')).toBeGreaterThan(500);
});
