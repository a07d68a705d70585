import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileKinds, defaultKinds, defaultSettings } from '#clean';
import type { JsonObject } from '#kernel';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { cleanMessage } from '../../clean/testing.ts';
import { identifySlice } from '../identify.ts';
import { findBridges } from './find-bridges.ts';
import { readSharedPage } from './shared.store.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

/** Far apart in time, so that nobody was suspected while it went on. */
const kinds = compileKinds({ ...defaultSettings, sharing: { partners: 3, days: 30 } });
let position = 0;
const slice = async (...raws: readonly JsonObject[]): Promise<readonly number[]> => {
  position += 1;
  const events = raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${position}-${index}`, ...raw }, { position, kinds }, index));
  return (await stores.pg.transaction((tx) => identifySlice(tx, events, position))).profileOf;
};
const search = async (): Promise<void> => {
  for (let after: number | undefined = 0; after !== undefined; ) after = await findBridges(stores.pg, { of: () => defaultKinds }, after, 0);
};
const found = () => readSharedPage(stores.pg, 1, { state: undefined, kind: undefined }, undefined, 10);

it('finds what has joined people over the years, says who would be left without it, and nobody else', async () => {
  const months = [1, 2, 3, 4].map((month) => ({
    anonymousId: 'desk',
    timestamp: `2026-0${month * 2}-01T00:00:00Z`,
    context: { traits: { phone: `1380013800${month}` } },
  }));
  await slice(
    ...months,
    ...[1, 2, 3, 4, 5].map((browser) => ({ userId: 'one', anonymousId: `b${browser}`, context: { traits: { email: `e${browser}@x.cn` } } })),
  );
  expect(await found()).toEqual([]);
  await search();
  const rows = await found();
  expect(rows).toMatchObject([{ kind: 'anonymous_id', value: 'desk', state: 'suspected', cause: 'bridge' }]);
  expect(rows[0]?.evidence.parts.map((part) => part.map(({ value }) => value))).toHaveLength(4);
});

it('takes what somebody has said as said', async () => {
  await stores.pg.query(`UPDATE identify.shared SET state = 'not_shared'`);
  await search();
  expect((await found()).map(({ state }) => state)).toEqual(['not_shared']);
});
