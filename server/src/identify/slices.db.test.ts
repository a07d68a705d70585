import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { cleanMessage } from '../clean/testing.ts';
import { identifySlice } from './identify.ts';
import { openRehearsal } from './rehearse/rehearsal.ts';
import { anyCuts, anyMessages, cutAt, narrowKinds } from './testing.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const people = `
  SELECT array_agg(kind || '=' || value ORDER BY kind, value) AS held, min(first_seen)::text AS since FROM identify.identifier
  WHERE workspace = $1 GROUP BY profile_id ORDER BY 1`;
const suspected = 'SELECT kind, value FROM identify.shared WHERE workspace = $1 ORDER BY kind, value';
const refused = `
  SELECT a_kind, a_value, b_kind, b_value, cause, message_id, (last_seen AT TIME ZONE 'UTC')::date::text AS day FROM identify.conflict
  WHERE workspace = $1 ORDER BY 1, 2, 3, 4`;

let workspace = 100;
let position = 0;
/** Each world is a workspace of its own, so that one database holds them all. */
async function play(raws: readonly JsonObject[], cuts: readonly number[]) {
  workspace += 1;
  const { pg } = stores;
  const events = raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${index}`, ...raw }, { workspace, kinds: narrowKinds }, index));
  for (const slice of cutAt(events, cuts)) {
    position += 1;
    await pg.transaction((tx) => identifySlice(tx, slice, position));
  }
  return { people: await pg.query(people, [workspace]), suspected: await pg.query(suspected, [workspace]), refused: await pg.query(refused, [workspace]) };
}

it('who people are, who is suspected and what was refused is the same however the log is cut into slices', async () => {
  await fc.assert(
    fc.asyncProperty(anyMessages, anyCuts, async (raws, cuts) => {
      expect(await play(raws, cuts)).toEqual(await play(raws, []));
    }),
    { numRuns: 60 },
  );
});

it('the people count from when a link was last refused, also where slices see each other’s refusals', async () => {
  const phone = (user: number, day: number): JsonObject => ({
    userId: `u${user}`,
    anonymousId: null,
    timestamp: `2026-03-${String(day).padStart(2, '0')}T00:00:00Z`,
    context: { traits: { phone: '13800138000' } },
  });
  const raws = [phone(1, 1), phone(2, 1), phone(2, 20), phone(1, 20), phone(3, 21)];
  const [whole, each] = [await play(raws, []), await play(raws, [1, 2, 3, 4])];
  expect(each).toEqual(whole);
  expect(whole.suspected).toEqual([{ kind: 'phone', value: '+8613800138000' }]);
});

const roots = 'SELECT id FROM identify.profile WHERE workspace = $1 AND root_id = id';

it('a rehearsal tells how many would be new, known and joined, as it then comes', async () => {
  await fc.assert(
    fc.asyncProperty(anyMessages, anyMessages, async (before, raws) => {
      await play(before, []);
      const { pg } = stores;
      const ids = async (): Promise<readonly number[]> => (await pg.query<{ id: number }>(roots, [workspace])).map(({ id }) => id);
      const events = raws.map(({ type: _type, previousId: _previous, ...raw }, index) =>
        cleanMessage({ event: 'A', messageId: `n${index}`, ...raw }, { workspace, kinds: narrowKinds }, index),
      );
      const [first] = events;
      if (first === undefined) return;
      const rehearsal = openRehearsal(pg, first.origin);
      for (const { identifiers, ts } of events) rehearsal.name(identifiers, ts);
      const told = await rehearsal.end();
      const were = await ids();
      position += 1;
      await pg.transaction((tx) => identifySlice(tx, events, position));
      const are = await ids();
      expect({ created: told.created, joined: told.joined }).toEqual({
        created: are.filter((id) => !were.includes(id)).length,
        joined: were.filter((id) => !are.includes(id)).length,
      });
    }),
    { numRuns: 60 },
  );
});

it('a rehearsal of more than it can follow says the most that there may be', async () => {
  const events = ['u1', 'u2', 'u3'].map((userId, index) =>
    cleanMessage({ event: 'A', messageId: `r${index}`, userId }, { workspace: 9999, kinds: narrowKinds }, index),
  );
  const [first] = events;
  if (first === undefined) throw new Error('there is a first event');
  const rehearsal = openRehearsal(stores.pg, first.origin, 2);
  for (const { identifiers, ts } of events) rehearsal.name(identifiers, ts);
  expect(await rehearsal.end()).toEqual({ created: 2, mostCreated: 3, known: 0, joined: 0 });
});
