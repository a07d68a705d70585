/** A million requests that no SDK would send, through every door, decoding, an erasure, and cleaning: nothing breaks, and every event ends somewhere with a reason. */
import { expect, it } from 'vitest';
import { cleanItem } from '../../server/src/clean/index.ts';
import { originOf } from '../../server/src/clean/testing.ts';
import { strangeRequest, tryRequest } from '../../server/src/collect/testing.ts';

const requests = 1_000_000;

it('a million strange requests: each is refused as a whole, or each of its events passes, is dropped, or is parked for a reason', () => {
  const ends = new Map<string, number>();
  const count = (end: string): void => {
    ends.set(end, (ends.get(end) ?? 0) + 1);
  };
  const origin = originOf({ receivedAt: 1_795_351_942_190 });
  for (let seed = 0; seed < requests; seed++) {
    const tried = tryRequest(strangeRequest(seed));
    if (tried === undefined) count('refused');
    for (const event of tried?.decoded ?? []) {
      const outcome = cleanItem(event, origin);
      count(`${tried?.record.protocol} ${outcome.kind === 'pass' ? 'passed' : outcome.reason}`);
    }
  }
  process.stdout.write(`${JSON.stringify(Object.fromEntries([...ends].toSorted()), null, 2)}\n`);
  for (const protocol of ['segment', 'sensors', 'posthog', 'mixpanel', 'snowplow']) expect(ends.get(`${protocol} passed`), protocol).toBeGreaterThan(500);
});
