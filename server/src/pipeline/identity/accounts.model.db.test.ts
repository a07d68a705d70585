import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountHistories, playAccounts, readAccounts } from '../../../testing/identity/account-history.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let workspace = 500;

it('whatever is said, merged and undone, in slices of any size: accounts are what the naive fold says, for the API and for rules', async () => {
  await fc.assert(
    fc.asyncProperty(accountHistories, fc.constantFrom(1, 3, 100), async (steps, sliceSize) => {
      const { model, stored } = await playAccounts(stores.pg, ++workspace, steps, sliceSize);
      const accounts = model.accounts();
      expect(await readAccounts(stores.pg, workspace)).toEqual(accounts);
      for (const { root, keys } of accounts) expect(keys.map((key) => stored.rootOf(key))).toEqual(keys.map(() => root));
      const merged = accounts.filter(({ keys }) => keys.length > 1).sort((a, b) => (a.root < b.root ? -1 : 1));
      const rows = merged.flatMap(({ root, states }) =>
        states.map(({ ts, attributes, gone }) => ({
          key: root,
          ts: new Date(ts).toISOString().slice(0, -1).replace('T', ' '),
          attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])),
          gone: gone ? 1 : 0,
        })),
      );
      expect(stored.rows()).toEqual(rows);
    }),
    { numRuns: 150 },
  );
});
