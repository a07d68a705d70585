import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceId, workspaceId } from '#kernel';
import { createAhead } from './ahead.ts';
import { openTestPipeline, type TestPipeline, track } from './testing.ts';

let test: TestPipeline;
beforeEach(async () => {
  test = await openTestPipeline();
});
afterEach(() => test.close());

const aheadOf = (overrides: Partial<TestPipeline['deps']> = {}) => createAhead({ ...test.deps, ...overrides }, () => undefined);
const records = async () => {
  await test.send([track('a', { userId: 'ada' }), track('b', { userId: 'bob' })]);
  await test.send([track('a', { userId: 'ada' })]);
  return test.log.read(1, { maxEvents: 100, maxBytes: 1e6 });
};

it('a slice that was begun is there when it is its turn, once, with its duplicates left out', async () => {
  const ahead = aheadOf();
  ahead.begin(1, await records());
  const prepared = await ahead.take(1);
  expect([prepared?.records[0]?.position, prepared?.records.at(-1)?.position, prepared?.admitted.events.map(({ messageId }) => messageId)]).toEqual([
    1,
    2,
    ['a', 'b'],
  ]);
  expect(await ahead.take(1)).toBeUndefined();
});

it('another place than the one that was begun is read anew', async () => {
  const ahead = aheadOf();
  ahead.begin(1, await records());
  expect(await ahead.take(2)).toBeUndefined();
});

it('what was cleaned by the rules or the source of before is read anew', async () => {
  const known = test.deps.sources.byId(1);
  if (known === undefined) throw new Error('no source');
  let source = known;
  const rules = { ...test.deps.kinds.of(1) };
  let kinds = rules;
  const ahead = aheadOf({ sources: { ...test.deps.sources, byId: () => source }, kinds: { of: () => kinds } });
  const sent = await records();
  ahead.begin(1, sent);
  source = { ...known, id: sourceId(1), workspace: workspaceId(1), name: 'renamed' };
  expect(await ahead.take(1)).toBeUndefined();
  ahead.begin(1, sent);
  kinds = { ...rules };
  expect(await ahead.take(1)).toBeUndefined();
  ahead.begin(1, sent);
  expect((await ahead.take(1))?.admitted.events.map(({ origin }) => origin.sourceName)).toEqual(['renamed', 'renamed']);
});

it('a slice that cannot be read ahead is left for its turn', async () => {
  const ahead = aheadOf({ sources: { ...test.deps.sources, byId: () => undefined } });
  ahead.begin(1, await records());
  expect(await ahead.take(1)).toBeUndefined();
});
