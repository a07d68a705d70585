import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let test: Definitions;

beforeAll(async () => {
  test = await openDefinitions('2026-12-01T12:00:00+08:00');
  await test.addProfiles({ 1: { city: '上海' }, 2: {}, 3: {} });
  await test.stores.pg.query(
    `INSERT INTO identify.profile (id, workspace, root_id, created_at) SELECT id, $1, id, now() FROM unnest('{1,2,3}'::bigint[]) AS id`,
    [test.workspace],
  );
  await test.addEvents([
    { profile: 1, at: '2026-11-24T10:00:00+08:00', properties: { revenue: 100, category: 'books' } },
    { profile: 1, at: '2026-11-30T10:00:00+08:00', properties: { revenue: 300, category: 'toys' } },
    { profile: 2, at: '2026-11-20T10:00:00+08:00', properties: { revenue: 50, category: 'books' } },
  ]);
  const definitions = {
    level: {
      cases: [
        { rule: { did: 'Order Completed', count: { op: 'gte', value: 2 } }, value: 'regular' },
        { rule: { did: 'Order Completed' }, value: 'buyer' },
      ],
      else: 'nobody',
    },
    spent: { measure: { did: 'Order Completed', sum: 'revenue' } },
    town: { trait: 'city' },
    rfm: { rfm: { of: 'Order Completed', value: 'revenue', window: { last: 365, unit: 'day' }, bins: 2 } },
    likes: { top: { of: 'Order Completed', prop: 'category', k: 2, weight: 'revenue' } },
    note: { manual: true },
  };
  for (const [key, definition] of Object.entries(definitions)) {
    const { status } = await test.call('POST', '/tags', { key, definition });
    if (status !== 201) throw new Error(`the tag ${key} was refused: ${status}`);
  }
  await test.settle();
});
afterAll(() => test.close());

const why = async (key: string, profile: number) => (await test.call('GET', `/tags/${key}/why?profile=${profile}`)).body;

it('shows which case held, and why those before it did not', async () => {
  const { value, computed, proofs, sentence } = await why('level', 2);
  expect({ value, computed }).toEqual({ value: 'buyer', computed: 'buyer' });
  expect(proofs.map(({ holds }: { holds: boolean }) => holds)).toEqual([false, true]);
  expect(proofs[0].missing.en).toBe('1 of 2; 1 more would do');
  expect(sentence.zh).toBe('依次判断：完成订单至少 2 次，则为“regular”；完成过订单，则为“buyer”；否则为“nobody”。');
});

it('shows the value of a measure with its events', async () => {
  const { value, computed, proofs } = await why('spent', 1);
  expect({ value, computed }).toEqual({ value: 400, computed: 400 });
  expect(proofs).toMatchObject([
    { kind: 'measure', actual: 400, holds: null, events: [{ at: '2026-11-30T02:00:00.000Z' }, { at: '2026-11-24T02:00:00.000Z' }] },
  ]);
  expect(await why('spent', 3)).toMatchObject({ value: null, computed: null });
});

it('shows the values and the cut points behind a score', async () => {
  const { value, computed, details, proofs } = await why('rfm', 1);
  expect(computed).toEqual(value);
  expect(value).toMatchObject({ recency: 1, frequency: 2, monetary: 400, r: 2, f: 2, m: 2 });
  expect(details.cutPoints).toMatchObject({ frequency: [1.5], monetary: [225] });
  expect(proofs).toHaveLength(3);
});

it('shows the scores behind a preference', async () => {
  expect(await why('likes', 1)).toMatchObject({ value: ['toys', 'books'], details: { toys: 300, books: 100 } });
});

it('shows a copied trait, and says plainly where a value comes from nobody', async () => {
  expect(await why('town', 1)).toMatchObject({ value: '上海', computed: '上海', proofs: [{ kind: 'trait', actual: '上海' }] });
  expect(await why('note', 1)).toMatchObject({ value: null, computed: null, proofs: [] });
});
