import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileKinds, defaultSettings } from '#clean';
import { registerApplyRoutes, startConfigApply } from '#identify';
import { type JsonObject, workspaceId } from '#kernel';
import { putGraphChange } from '#pipeline';
import { createHttpShell } from '#platform';
import { type IdentityWorld, openIdentityWorld } from '../../testing/identity-world.ts';

let [world, fresh]: (IdentityWorld | undefined)[] = [];
beforeAll(async () => {
  [world, fresh] = [await openIdentityWorld(), await openIdentityWorld()];
});
afterAll(async () => {
  await world?.close();
  await fresh?.close();
});

const settings = {
  ...defaultSettings,
  blockedValues: ['family@x.cn'],
  kinds: defaultSettings.kinds.map((one) => (one.kind === 'user_id' ? { ...one, limit: 2 } : one)),
};
const minute = (n: number): string => new Date(Date.UTC(2026, 10, 18, 8, n)).toISOString();
const seen = (messageId: string, n: number, who: JsonObject): JsonObject => ({ type: 'track', event: 'Seen', messageId, timestamp: minute(n), ...who });
const told = (messageId: string, n: number, who: JsonObject, traits: JsonObject): JsonObject => ({
  type: 'identify',
  messageId,
  timestamp: minute(n),
  traits,
  ...who,
});

const messages: readonly JsonObject[] = [
  told('t1', 1, { anonymousId: 'd1' }, { size: 1 }),
  told('t2', 2, { anonymousId: 'd2' }, { size: 2 }),
  told('f1', 3, { anonymousId: 'd1' }, { email: 'family@x.cn' }),
  // One address has two people's devices joined.
  told('f2', 4, { anonymousId: 'd2' }, { email: 'family@x.cn' }),
  seen('e1', 5, { anonymousId: 'd1' }),
  seen('e2', 6, { anonymousId: 'd2' }),
  // One person with two numbers was kept apart.
  told('i1', 7, { userId: 'u1' }, { email: 'p@x.cn', level: 1 }),
  told('i2', 8, { userId: 'u2' }, { email: 'p@x.cn', level: 2 }),
  seen('o1', 9, { userId: 'u1' }),
  seen('o2', 10, { userId: 'u2' }),
];

/** Whose each message is, people numbered in the order in which they appear; messages that name the blocked address are recorded under whoever held it. */
async function peopleOf({ live }: IdentityWorld): Promise<Readonly<Record<string, number>>> {
  const rows = await live.pipeline.stores.clickhouse.query<{ id: string; profile: string }>(
    `SELECT message_id AS id, toString(profile_id) AS profile FROM event_timeline WHERE NOT has(identifiers, 'email=family@x.cn') AND message_id NOT IN ('f1', 'f2') ORDER BY ts`,
  );
  const numbers = new Map<string, number>();
  return Object.fromEntries(rows.map(({ id, profile }) => [id, numbers.get(profile) ?? numbers.set(profile, numbers.size).size - 1]));
}
const traitsOf = async (of: IdentityWorld, kind: string, value: string): Promise<unknown> => {
  const { body } = await of.ask('GET', `/profiles/lookup?kind=${kind}&value=${value}`);
  return body['traits'];
};

it('applies a configuration to the past everywhere: events, traits and look-ups are as in a world that always had it; a worker that dies goes on', async () => {
  if (world === undefined || fresh === undefined) throw new Error('no engines');
  for (const message of messages) {
    await world.send([message]);
    await fresh.send([message]);
  }
  await world.work();
  await fresh.work({ kinds: { of: () => compileKinds(settings) } });
  expect(await peopleOf(world)).toEqual({ t1: 0, t2: 0, e1: 0, e2: 0, i1: 1, i2: 2, o1: 1, o2: 2 });

  const { pg } = world.live.pipeline.stores;
  const { clock } = world.live.pipeline;
  await pg.query(`INSERT INTO identify.settings (workspace, version, settings, author, created_at) VALUES (1, 1, $1, 'test', now())`, [
    JSON.stringify(settings),
  ]);
  const app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = {
      workspace: workspaceId(1),
      timezone: 'UTC',
      defaultRegion: 'CN',
      name: 'test',
      scopes: ['admin'],
      isInstanceAdmin: true,
      operator: null,
      seesPersonalData: true,
    };
    done();
  });
  registerApplyRoutes(app, { pg, clock });
  const ask = async (method: 'GET' | 'POST', path = '', payload?: object) =>
    (await app.inject({ method, url: `/api/v1/identity/config/apply${path}`, ...(payload === undefined ? {} : { payload }) })).json();
  const { id } = await ask('POST', '', {});
  expect((await ask('POST', '', { dryRun: true })).code).toBe('DQ_APPLY_UNDERWAY');

  const deps = { pg, clock, kinds: { refresh: () => Promise.resolve() }, logger: pino({ level: 'silent' }) };
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  const dying = startConfigApply({
    ...deps,
    follow: () => {
      die();
      return Promise.reject(new Error('killed'));
    },
  });
  await died;
  await dying.stop();
  expect(await ask('GET', `/${id}`)).toMatchObject({ state: 'running', counts: { joined: 0, undone: 0 } });
  expect(await peopleOf(world)).toMatchObject({ i1: 1, i2: 2 });

  const worker = startConfigApply({ ...deps, follow: (tx, change) => putGraphChange(tx, change, true) });
  await expect.poll(async () => (await ask('GET', `/${id}`)).state, { timeout: 60_000 }).toBe('done');
  await worker.stop();
  await app.close();
  await world.work();
  const { body: identity } = await world.ask('GET', `/profiles/${await world.idOf('user_id', 'u1')}/identity`);
  expect(identity['merges']).toMatchObject([{ cause: 'config', reason: 'configuration version 1', link: { a: { value: 'u2' }, b: { value: 'p@x.cn' } } }]);
  expect(await peopleOf(world)).toEqual({ t1: 0, t2: 1, e1: 0, e2: 1, i1: 2, i2: 2, o1: 2, o2: 2 });
  expect(await peopleOf(world)).toEqual(await peopleOf(fresh));
  expect(await traitsOf(world, 'user_id', 'u1')).toEqual(await traitsOf(fresh, 'user_id', 'u1'));
  for (const device of ['d1', 'd2']) {
    const [told, expected] = [await traitsOf(world, 'anonymous_id', device), await traitsOf(fresh, 'anonymous_id', device)];
    expect(told).toMatchObject({ size: Number(device.slice(1)) });
    expect(expected).toMatchObject({ size: Number(device.slice(1)) });
  }
});

it('lets identifiers leave that a narrower limit would not have let in: what was recorded stays, what is said from then on is another’s; and takes them back', async () => {
  const own = await openIdentityWorld();
  try {
    const { pg } = own.live.pipeline.stores;
    const narrow = { ...defaultSettings, kinds: defaultSettings.kinds.map((one) => (one.kind === 'email' ? { ...one, limit: 1 } : one)) };
    const apply = async (version: number, rules: typeof narrow): Promise<unknown> => {
      await pg.query(`INSERT INTO identify.settings (workspace, version, settings, author, created_at) VALUES (1, $1, $2, 'test', now())`, [
        version,
        JSON.stringify(rules),
      ]);
      const [job] = await pg.query<{ id: number }>(
        `INSERT INTO identify.apply (workspace, version, default_region, is_dry_run, author, asked_at, counts) VALUES (1, $1, 'CN', false, 'ann', now(), $2) RETURNING id`,
        [version, '{"examined":0,"joined":0,"undone":0,"attached":0,"readAgain":0}'],
      );
      const worker = startConfigApply({
        pg,
        clock: own.live.pipeline.clock,
        kinds: { refresh: () => Promise.resolve() },
        logger: pino({ level: 'silent' }),
        follow: (tx, change) => putGraphChange(tx, change, true),
      });
      const now = async () => (await pg.query<{ state: string; counts: unknown }>('SELECT state, counts FROM identify.apply WHERE id = $1', [job?.id]))[0];
      await expect.poll(async () => (await now())?.state, { timeout: 60_000 }).toBe('done');
      await worker.stop();
      await own.work();
      return (await now())?.counts;
    };
    await own.send([told('a', 1, { userId: 's1' }, { email: 'a@x.cn', level: 1 })]);
    await own.send([told('b', 2, { userId: 's1' }, { email: 'b@x.cn', level: 2 })]);
    await own.send([told('c', 3, { userId: 's1' }, { email: 'c@x.cn', level: 3 })]);
    // Her browser: known by an address that would have been refused.
    await own.send([told('d', 4, { anonymousId: 'pb' }, { email: 'b@x.cn' }), seen('e1', 5, { anonymousId: 'pb' })]);
    await own.work();
    const before = await traitsOf(own, 'user_id', 's1');

    expect(await apply(1, narrow)).toMatchObject({ detached: 3, undone: 0, joined: 0 });
    await own.send([seen('e2', 6, { anonymousId: 'pb' }), seen('e3', 7, { userId: 's1' })]);
    await own.work({ kinds: { of: () => compileKinds(narrow) } });
    expect(await peopleOf(own)).toEqual({ a: 0, b: 0, c: 0, d: 0, e1: 0, e2: 1, e3: 0 });
    expect(await traitsOf(own, 'user_id', 's1')).toEqual(before);
    const browser = await own.idOf('anonymous_id', 'pb');
    expect(browser).toBe(await own.idOf('email', 'b@x.cn'));
    const { body: history } = await own.ask('GET', `/profiles/${browser}/identity`);
    expect(history['merges']).toMatchObject([
      { cause: 'event', link: { b: { value: 'b@x.cn' } }, undoneBy: 'ann', undoReason: 'configuration version 1', isExact: false },
      { isExact: false },
    ]);
    // As if it had been refused: nobody's, until a message names it alone.
    expect((await own.ask('GET', '/profiles/lookup?kind=email&value=c@x.cn')).status).toBe(404);
    expect(await pg.query('SELECT cause, kind, most, b_value AS value FROM identify.conflict')).toEqual([
      { cause: 'limit', kind: 'email', most: 1, value: 'c@x.cn' },
    ]);

    expect(await apply(2, defaultSettings)).toMatchObject({ joined: 1, attached: 1, detached: 0 });
    expect(await peopleOf(own)).toEqual({ a: 0, b: 0, c: 0, d: 0, e1: 0, e2: 0, e3: 0 });
    expect(await own.idOf('email', 'c@x.cn')).toBe(await own.idOf('user_id', 's1'));
  } finally {
    await own.close();
  }
});
