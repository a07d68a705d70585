import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkHistory } from '../../../testing/identity/check-history.ts';
import { erasingHistories } from '../../../testing/identity/history.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let workspace = 100;
let erasures = 0;

it('whoever is erased, whole or one side, in between merges and undone merges: people are what the naive fold says', async () => {
  await fc.assert(
    fc.asyncProperty(erasingHistories, fc.constantFrom(1, 3, 100), async (steps, sliceSize) => {
      erasures += steps.filter(({ kind }) => kind === 'erase').length;
      await checkHistory(stores.pg, ++workspace, steps, sliceSize);
    }),
    { numRuns: 200 },
  );
  expect(erasures).toBeGreaterThan(100);
});
