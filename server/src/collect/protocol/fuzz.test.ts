import { expect, test } from 'vitest';
import { strangeRequest } from './testing.ts';
import { tryRequest } from './try-request.ts';

/** `test/long/protocols.long.ts` tries a million. */
const requests = 6_000;

test('whatever arrives at a door of any protocol is admitted with as many events as are then decoded, or refused; and an erasure leaves the others as they were', () => {
  const admitted = new Map<string, number>();
  for (let seed = 0; seed < requests; seed++) {
    const tried = tryRequest(strangeRequest(seed));
    if (tried !== undefined) admitted.set(tried.record.protocol, (admitted.get(tried.record.protocol) ?? 0) + tried.record.events);
  }
  // Nothing is tried where everything is refused.
  for (const protocol of ['segment', 'sensors', 'posthog', 'mixpanel', 'snowplow']) expect(admitted.get(protocol), protocol).toBeGreaterThan(50);
});
