import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import { ensureDefaults, openAccess, registerAuthentication } from '#govern';
import { fakeClock, type JsonObject } from '#kernel';
import { createHttpShell } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { cleanMessage } from '../../clean/testing.ts';
import { identifySlice } from '../identify.ts';
import { registerSharedRoutes } from './routes.ts';

const adminKey = 'admin-key-of-the-shared-test';
let stores: TestStores;
let app: FastifyInstance;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  stores = await openTestStores();
  const { pg } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const access = await openAccess({ pg, adminKey });
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerSharedRoutes(app, { pg, clock: fakeClock(Date.UTC(2026, 10, 20)), kinds: { of: () => defaultKinds } });
  closers.push(
    () => app.close(),
    access.close,
    () => stores.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

let position = 0;
const slice = async (...raws: readonly JsonObject[]): Promise<readonly number[]> => {
  position += 1;
  const events = raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${position}-${index}`, ...raw }, { position }, index));
  return (await stores.pg.transaction((tx) => identifySlice(tx, events, position))).profileOf;
};
const login = (person: number, tablet: string): JsonObject => ({ anonymousId: tablet, context: { traits: { phone: `1380013800${person}` } } });

async function call(method: 'GET' | 'POST', path: string, payload?: object) {
  const sent = { method, url: `/api/v1/identity/shared${path}`, headers: { authorization: `Bearer ${adminKey}` } };
  const answer = await app.inject(payload === undefined ? sent : { ...sent, payload });
  return { status: answer.statusCode, body: answer.json() };
}

it('keeps what was found with its evidence, and gives events that name nobody else a profile of their own', async () => {
  const [owner = 0] = await slice(login(1, 't1'));
  await slice(login(2, 't1'), login(3, 't1'));
  const [fourth = 0] = await slice(login(4, 't1'));
  expect(fourth).not.toBe(owner);
  const { items } = (await call('GET', '?state=suspected')).body;
  expect(items).toMatchObject([
    {
      kind: 'anonymous_id',
      value: 't1',
      state: 'suspected',
      cause: 'degree',
      profile: owner,
      evidence: { partners: { phone: 4 }, parts: [] },
      decidedBy: null,
    },
  ]);
  const [alone = 0] = await slice({ anonymousId: 't1' });
  expect([alone === owner, alone === fourth]).toEqual([false, false]);
  expect(await slice({ anonymousId: 't1' }, login(1, 't1'))).toEqual([alone, owner]);
});

it('takes the word of somebody who knows, with the author, and holds to it', async () => {
  const [owner = 0] = await slice(login(1, 't1'));
  const decided = await call('POST', '/decide', { kind: 'anonymous_id', value: 't1', decision: 'not_shared', reason: 'one person with four numbers' });
  expect(decided.body).toMatchObject({ state: 'not_shared', decidedBy: 'admin', reason: 'one person with four numbers', evidence: { partners: { phone: 4 } } });
  expect(await slice({ anonymousId: 't1' }, login(5, 't1'))).toEqual([owner, owner]);
  expect((await call('GET', '?state=suspected')).body.items).toEqual([]);
});

it('takes identifiers that nobody suspected, normalised, and refuses those that identify nobody anyhow', async () => {
  const [before = 0] = await slice({ anonymousId: 'x', context: { traits: { email: 'desk@shop.cn' } } });
  const decided = await call('POST', '/decide', { kind: 'email', value: ' Desk@Shop.cn', decision: 'shared' });
  expect(decided.body).toMatchObject({ kind: 'email', value: 'desk@shop.cn', state: 'shared', cause: 'manual', profile: before });
  const after = await slice({ anonymousId: 'y', context: { traits: { email: 'desk@shop.cn' } } });
  expect(after).not.toEqual([before]);
  expect((await call('POST', '/decide', { kind: 'phone', value: '138****1234', decision: 'shared' })).body.errors[0].path).toBe('/value');
});

it('lists page by page, newest first', async () => {
  for (const value of ['p1', 'p2', 'p3']) await call('POST', '/decide', { kind: 'crm_id', value, decision: 'shared' });
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await call('GET', `?kind=crm_id&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ value }: { value: string }) => value));
    cursor = body.next;
  }
  expect(seen.toSorted()).toEqual(['p1', 'p2', 'p3']);
});
