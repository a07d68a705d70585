import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkHistory } from '../../../testing/identity/check-history.ts';
import { histories } from '../../../testing/identity/history.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let workspace = 100;

it('2,000 random histories of messages, aliases, merges and unmerges end as the naive fold says', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.constantFrom(1, 3, 100), (steps, sliceSize) => checkHistory(stores.pg, ++workspace, steps, sliceSize)),
    { numRuns: 2000 },
  );
  expect(workspace).toBe(2100);
});
