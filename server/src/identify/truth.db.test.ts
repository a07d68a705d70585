import { createWorld, demoOptions, emissions, realMess } from '@danqing/demo';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanMessage } from '../clean/testing.ts';
import { scoreIdentity } from '../../testing/identity/truth.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { identifySlice } from './identify.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const eventsEach = 2000;

it('puts a retailer’s people together with F1 ≥ .995 where shop tablets, family phones and rings are shared, and never more than three', async () => {
  // A wrong clock is known by when a message was sent, which nothing sends here.
  const mess = { ...realMess, shopTablets: 0.02, skewedClocks: 0 };
  const world = createWorld(demoOptions({ customers: 400, days: 365, until: Date.UTC(2026, 5, 1, 3), mess }));
  const messages = [...emissions(world)].flat().filter(({ isCopy }) => !isCopy);
  for (let from = 0; from < messages.length; from += eventsEach) {
    const slice = messages
      .slice(from, from + eventsEach)
      .map(({ message, arrivesAt }, index) => cleanMessage(JSON.parse(JSON.stringify(message)), { receivedAt: arrivesAt }, index));
    await stores.pg.transaction((tx) => identifySlice(tx, slice, from + 1));
  }
  const rows = await stores.pg.query<{ identifier: string; profile: number }>(
    `SELECT kind || '=' || value AS identifier, profile_id AS profile FROM identify.identifier`,
  );
  const profiles = new Map(rows.map(({ identifier, profile }) => [identifier, profile]));
  const score = scoreIdentity(world, (identifier) => profiles.get(identifier));
  expect(score.f1).toBeGreaterThanOrEqual(0.995);
  expect(score.precision).toBeGreaterThanOrEqual(0.995);
  expect(score.mostPeople).toBeLessThanOrEqual(3);
});
