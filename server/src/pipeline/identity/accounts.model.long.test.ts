import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { accountHistories, checkAccounts } from './testing.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

it('2,000 random histories of messages, merges and unmerges of accounts end as the naive fold says', async () => {
  let workspace = 10_000;
  let played = 0;
  await fc.assert(
    fc.asyncProperty(accountHistories, fc.constantFrom(1, 2, 5, 100), async (steps, sliceSize) => {
      await checkAccounts(stores.pg, ++workspace, steps, sliceSize);
      played += 1;
    }),
    { numRuns: 2000 },
  );
  expect(played).toBe(2000);
});
