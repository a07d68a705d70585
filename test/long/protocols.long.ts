/**
 * Of each protocol a million requests that no SDK would send, through its doors, decoding, an erasure, and cleaning: nothing breaks, and every event ends somewhere with a reason.
 * `DANQING_FUZZ_SEED` begins elsewhere than at 0; a request is told again by its number alone.
 */
import { expect, it } from 'vitest';
import { cleanItem } from '../../server/src/clean/index.ts';
import { originOf } from '../../server/src/clean/testing.ts';
import { doorProtocols, placeWithin, strangeRequest, tryRequest } from '../../server/src/collect/testing.ts';

const requests = 1_000_000;
const firstSeed = Number(process.env['DANQING_FUZZ_SEED'] ?? 0);

/** Nothing is tried where everything is refused: of so many strange ones, some must be good. */
const leastPassed = 1_000;

it.each(doorProtocols)(
  'a million strange requests to %s: each is refused as a whole, or each of its events passes, is dropped, or is parked for a reason',
  (protocol) => {
    const ends = new Map<string, number>();
    const count = (end: string): void => void ends.set(end, (ends.get(end) ?? 0) + 1);
    const origin = originOf({ receivedAt: 1_795_351_942_190 });
    let admitted = 0;
    for (let seed = firstSeed; seed < firstSeed + requests; seed++) {
      const request = strangeRequest(seed);
      const tried = tryRequest({ ...request, doorPlace: placeWithin(protocol, request.doorPlace) });
      if (tried === undefined) count('refused');
      admitted += tried?.record.events ?? 0;
      for (const event of tried?.decoded ?? []) {
        const outcome = cleanItem(event, origin);
        count(outcome.kind === 'pass' ? 'passed' : `${outcome.kind}: ${outcome.reason}`);
      }
    }
    process.stdout.write(`${protocol}, seeds ${firstSeed} to ${firstSeed + requests - 1}: ${JSON.stringify(Object.fromEntries([...ends].toSorted()))}\n`);
    const ended = [...ends].filter(([end]) => end !== 'refused').reduce((sum, [, times]) => sum + times, 0);
    expect(ended).toBe(admitted);
    expect(ends.get('passed')).toBeGreaterThan(leastPassed);
  },
);
