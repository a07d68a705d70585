import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { accountHistories, checkAccounts } from './testing.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let workspace = 500;

it('whatever is said, merged and undone, in slices of any size: accounts are what the naive fold says, for the API and for rules', async () => {
  await fc.assert(
    fc.asyncProperty(accountHistories, fc.constantFrom(1, 3, 100), (steps, sliceSize) => checkAccounts(stores.pg, ++workspace, steps, sliceSize)),
    { numRuns: 150 },
  );
});
