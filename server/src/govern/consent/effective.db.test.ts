import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileMembers, type EvaluationContext } from '#compile';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { sendConsents } from './consent-change.store.ts';
import { type ConsentRecord, effectiveConsent } from './effective.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const noon = Date.UTC(2026, 0, 1, 12);
const record = fc.record({
  // Two people, of whom the second was three before two merges.
  originId: fc.constantFrom(1, 2, 3, 4),
  channel: fc.constantFrom('', '', 'email', 'sms'),
  state: fc.constantFrom('granted' as const, 'granted' as const, 'refused' as const),
  at: fc.integer({ min: 0, max: 6 }).map((hour) => noon + hour),
  expiresAt: fc.option(
    fc.integer({ min: 0, max: 9 }).map((hour) => noon + hour),
    { nil: null, freq: 2 },
  ),
});

// Grants of one moment, origin and channel that end at different times have no order; the store has none of them either.
const records = fc.uniqueArray(record, { maxLength: 14, selector: ({ originId, channel, state, at }) => `${originId} ${channel} ${state} ${at}` });

const text = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 23);
const personOf = (origin: number): number => (origin === 1 ? 1 : 2);

it('says of every person what the compiled rule says, for records of every shape', async () => {
  const cases = fc.sample(records, { numRuns: 150, seed: 11 });
  const lines = cases.flatMap((all, index) =>
    all.map(({ originId, channel, state, at, expiresAt }, id) =>
      JSON.stringify({
        workspace: index + 1,
        purpose: 'marketing',
        channel,
        origin_id: originId,
        ts: text(at),
        profile_id: personOf(originId),
        state,
        expires_at: expiresAt === null ? null : text(expiresAt),
        consent_id: index * 100 + id,
      }),
    ),
  );
  await sendConsents(stores.clickhouse, lines, 'test');
  const people = Array.from({ length: cases.length }, (_, index) => [1, 2].map((id) => JSON.stringify({ workspace: index + 1, profile_id: id })).join('\n'));
  await stores.clickhouse.insert('profile', Buffer.from(people.join('\n')));
  let granted = 0;
  for (const [index, all] of cases.entries()) {
    for (const channel of [null, 'email']) {
      const at = noon + (index % 7);
      const context: EvaluationContext = {
        workspace: index + 1,
        timezone: 'Asia/Shanghai',
        at,
        now: true,
        hasAliases: false,
        tags: new Map(),
        segments: new Map(),
      };
      const { sql, params } = compileMembers({ kind: 'consent', purpose: 'marketing', channel }, context);
      const members = (await stores.clickhouse.query<{ profile_id: number }>(sql, params)).map((row) => row.profile_id).sort((a, b) => a - b);
      const expected = [1, 2].filter((person) => {
        const own = all
          .filter(({ originId }) => personOf(originId) === person)
          .map((one, id): ConsentRecord => ({ ...one, id, purpose: 'marketing', source: '', proof: '' }));
        return effectiveConsent(own, 'marketing', channel, at).state === 'granted';
      });
      expect(members, JSON.stringify({ all, channel, at })).toEqual(expected);
      granted += expected.length;
    }
  }
  expect(granted).toBeGreaterThan(40);
});
