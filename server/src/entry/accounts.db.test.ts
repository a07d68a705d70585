import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import { isJsonObject, type JsonObject } from '#kernel';
import { adoptAll } from '#pipeline';
import { type IdentityWorld, openIdentityWorld } from '../../testing/identity-world.ts';

let world: IdentityWorld;
beforeAll(async () => {
  world = await openIdentityWorld();
});
afterAll(() => world.close());

let messages = 0;
const group = (userId: string, groupId: string, traits: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  type: 'group',
  messageId: `g${String(++messages).padStart(4, '0')}`,
  timestamp: '2026-11-19T08:00:00Z',
  userId,
  groupId,
  traits,
  ...more,
});
const order = (userId: string, revenue: number): JsonObject => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `o${String(++messages).padStart(4, '0')}`,
  timestamp: '2026-11-19T09:00:00Z',
  userId,
  properties: { revenue },
});
async function tell(...all: readonly JsonObject[]): Promise<void> {
  await world.send(all);
  await world.work();
}
const account = (key: string): Promise<JsonObject> => world.ask('GET', `/accounts/${encodeURIComponent(key)}`).then(({ body }) => body);
const lookup = async (kind: string, value: string) => {
  const { status, body } = await world.ask('GET', `/accounts/lookup?kind=${kind}&value=${encodeURIComponent(value)}`);
  return status === 200 ? body['keys'] : status;
};
async function merge(into: string, from: string, reason?: string): Promise<number> {
  const { body } = await world.ask('POST', '/accounts/merge', { into, from, ...(reason === undefined ? {} : { reason }) }, 'Li');
  await world.work();
  return Number(body['mergeId']);
}
async function unmerge(mergeId: number) {
  const answer = await world.ask('POST', '/accounts/unmerge', { mergeId, reason: 'two firms' }, 'Wang');
  await world.work();
  return answer;
}
/** Who satisfies a rule, by profile id. */
const members = async (rule: JsonObject): Promise<unknown> => (await world.live.call('POST', '/segments/preview', { rule }))['sample'];
const idOf = (userId: string): Promise<number> => world.idOf('user_id', userId);
const plan = (value: string): JsonObject => ({ trait: 'plan', op: 'eq', value });

describe('two accounts made one by hand', () => {
  it('are one for rules, by any key, and two again when that is undone', async () => {
    await tell(group('u1', 'acme', { plan: 'pro', city: 'Beijing' }), group('u2', 'acme-cn', { seats: 5 }), order('u1', 300), order('u2', 300));
    const [one, two] = [await idOf('u1'), await idOf('u2')];
    const rules = [{ account: plan('pro') }, { account: { all: [plan('pro'), { did: 'Order Completed', count: { op: 'eq', value: 2 } }] } }];
    const look = async () => [await Promise.all(rules.map(members)), await account('acme'), await account('acme-cn')];
    const before = await look();
    expect(before[0]).toEqual([[one], []]);
    const mergeId = await merge('acme-cn', 'acme', 'same firm');
    expect(await Promise.all(rules.map(members))).toEqual([
      [one, two],
      [one, two],
    ]);
    const merged = { key: 'acme', keys: ['acme', 'acme-cn'], attributes: { plan: 'pro', city: 'Beijing', seats: 5 }, gone: false };
    expect([await account('acme'), await account('acme-cn')]).toMatchObject([merged, merged]);
    expect((await world.ask('GET', '/entities/account')).body).toMatchObject({ items: [{ key: 'acme', attributes: merged.attributes }] });
    expect((await world.ask('GET', '/accounts/acme-cn/identity')).body).toMatchObject({
      merges: [{ id: mergeId, keys: ['acme-cn', 'acme'], cause: 'api', author: 'Li', reason: 'same firm', undoneAt: null, link: null }],
    });
    expect(await unmerge(mergeId)).toMatchObject({ status: 200, body: { isExact: true, accounts: [{ keys: ['acme'] }, { keys: ['acme-cn'] }] } });
    expect(await look()).toEqual(before);
    expect((await world.ask('GET', '/accounts/acme/identity')).body).toMatchObject({
      merges: [{ undoneBy: 'Wang', undoReason: 'two firms' }],
      separations: [{ keys: ['acme-cn', 'acme'], isLifted: false, mergeId }],
    });
  });

  it('are refused where there is no such account, where they are one already, and to the routes of people', async () => {
    await tell(group('r1', 'r-one'), group('r1', 'r-two'));
    const code = async (url: string, payload: object) => {
      const { status, body } = await world.ask('POST', url, payload);
      return [status, body['code']];
    };
    expect(await code('/accounts/merge', { into: 'r-one', from: 'nobody' })).toEqual([404, 'DQ_NOT_FOUND']);
    const mergeId = await merge('r-one', 'r-two');
    expect(await code('/accounts/merge', { into: 'r-two', from: 'r-one' })).toEqual([409, 'DQ_SAME_ACCOUNT']);
    const places = await world.live.pipeline.stores.pg.query<{ id: number }>('SELECT id FROM identify.account ORDER BY id');
    const [first, second] = places.map(({ id }) => id);
    expect(await code('/identity/merge', { into: first, from: second })).toEqual([404, 'DQ_NOT_FOUND']);
    expect(await code('/identity/unmerge', { mergeId })).toEqual([404, 'DQ_NOT_FOUND']);
    expect((await world.ask('GET', `/profiles/${first}`)).status).toBe(404);
    expect((await world.ask('GET', '/profiles/lookup?kind=account%2Fgroup_id&value=acme')).status).toBe(400);
    expect((await world.ask('GET', '/accounts/acme', undefined, 'Li@2')).status).toBe(404);
  });
});

describe('what names an account', () => {
  it('joins the keys that share it, unless a limit says that they are two', async () => {
    const tax = '91350100M000100Y43';
    await tell(
      group('n1', 'crm-1', { taxId: tax.toLowerCase(), website: 'https://www.Foo.com/cn' }),
      group('n2', 'app-7', { domain: 'foo.com' }),
      group('n3', 'mail', { domain: 'qq.com', tax_id: '91350100M000100Y44' }),
      group('n4', 'other', { domains: ['foo.com', 'bar.cn'], tax_id: '91310000775785552L' }, { context: { externalIds: [{ type: 'crm_id', id: 'C-9' }] } }),
    );
    expect(await lookup('domain', 'WWW.foo.com')).toEqual(['crm-1', 'app-7']);
    expect(await lookup('tax_id', tax)).toEqual(['crm-1', 'app-7']);
    expect(await lookup('domain', 'qq.com')).toBe(404);
    expect(await lookup('crm_id', 'C-9')).toEqual(['other']);
    expect(await lookup('domain', 'bar.cn')).toEqual(['other']);
    expect(await account('mail')).toMatchObject({ keys: ['mail'], identifiers: [{ kind: 'group_id', value: 'mail' }] });
    const { body } = await world.ask('GET', '/accounts/app-7/identity');
    expect(body).toMatchObject({
      merges: [{ cause: 'event', keys: ['app-7', 'crm-1'], link: { a: { kind: 'group_id', value: 'app-7' }, b: { kind: 'domain', value: 'foo.com' } } }],
      conflicts: [{ kept: 'other', other: 'crm-1', cause: 'limit', kind: 'tax_id', b: { kind: 'domain', value: 'foo.com' } }],
    });
    expect((await world.ask('GET', `/profiles/lookup?kind=crm_id&value=C-9`)).status).toBe(404);
  });

  it('keeps them one as more is said, early or late, and as of any moment', async () => {
    const tax = { tax_id: '91110000802100433B' };
    await tell(group('k1', 'k-a', { ...tax, plan: 'free' }), group('k2', 'k-b', { ...tax, plan: 'gold' }, { timestamp: '2026-11-19T10:00:00Z' }));
    expect(await account('k-b')).toMatchObject({ key: 'k-a', keys: ['k-a', 'k-b'], attributes: { plan: 'gold' } });
    await tell(group('k2', 'k-b', { size: 3 }, { timestamp: '2026-11-19T07:00:00Z' }));
    const { body } = await world.ask('GET', '/entities/account/k-b');
    expect(body['history']).toMatchObject([{ attributes: { plan: 'gold', size: 3 } }, { attributes: { plan: 'free', size: 3 } }, { attributes: { size: 3 } }]);
    const states = 'SELECT toString(ts) AS ts, toJSONString(attributes) AS state FROM account_state FINAL WHERE key = {key:String} ORDER BY ts';
    expect(await world.live.pipeline.stores.clickhouse.query(states, { key: 'k-a' })).toHaveLength(3);
    const [one, two] = [await idOf('k1'), await idOf('k2')];
    expect(await members({ account: plan('gold') })).toEqual([one, two]);
    expect(await members({ account: plan('free') })).toEqual([]);
  });
});

describe('what was refused, or joined too much', () => {
  it('is a conflict among those of people, and a decision is carried out on accounts', async () => {
    await tell(
      group('c1', 'c-a', { tax_id: '91330100799655058B', domain: 'c.cn', plan: 'c' }),
      group('c2', 'c-b', { tax_id: '91440300192485818C', domain: 'c.cn', seats: 1 }),
    );
    const asked = await world.ask('GET', '/identity/conflicts?subject=account&kind=tax_id&demoted=domain');
    const [conflict] = [asked.body['items']].flat().filter((one) => JSON.stringify(one).includes('c-a'));
    expect(conflict).toMatchObject({
      subject: 'account',
      kind: 'tax_id',
      most: 1,
      kept: { account: 'c-b', identifier: { kind: 'group_id', value: 'c-b' } },
      demoted: { account: 'c-a', identifier: { kind: 'domain', value: 'c.cn' } },
    });
    expect(JSON.stringify((await world.ask('GET', '/identity/conflicts?subject=person')).body)).not.toContain('c-a');
    const id = isJsonObject(conflict) ? conflict['id'] : undefined;
    expect(await world.ask('POST', '/identity/conflicts/decide', { ids: [id], decision: 'join' })).toMatchObject({ status: 200 });
    await world.work();
    expect(await account('c-b')).toMatchObject({ key: 'c-a', keys: ['c-a', 'c-b'], attributes: { plan: 'c', seats: 1 } });
  });

  it('is undone in one go where one identifier is several accounts’, which then joins nobody', async () => {
    const users = ['s1', 's2', 's3'];
    await tell(...users.map((user) => group(user, `s-${user}`, { domain: 'agency.cn', plan: `p-${user}` })));
    expect(await lookup('domain', 'agency.cn')).toEqual(users.map((user) => `s-${user}`));
    const split = await world.ask('POST', '/identity/shared/split', { kind: 'account/domain', value: 'agency.cn', reason: 'an agency' });
    expect(split).toMatchObject({ status: 200 });
    await world.work();
    expect(await Promise.all(users.map(async (user) => (await account(`s-${user}`))['keys']))).toEqual(users.map((user) => [`s-${user}`]));
    expect(await Promise.all(users.map((user) => members({ account: plan(`p-${user}`) })))).toEqual(
      await Promise.all(users.map(async (user) => [await idOf(user)])),
    );
    await tell(group('s4', 's-4', { domain: 'agency.cn' }));
    expect((await account('s-4'))['keys']).toEqual(['s-4']);
  });

  it('is set aside by itself where more keys share it than the workspace allows', async () => {
    await tell(...Array.from({ length: 12 }, (_, n) => group(`many-${n}`, `many-${n}`, { domain: 'portal.cn' })));
    const { body } = await world.ask('GET', '/identity/shared?state=suspected');
    expect(body['items']).toMatchObject([{ kind: 'account/domain', value: 'portal.cn', cause: 'degree', evidence: { partners: { 'account/group_id': 11 } } }]);
    expect((await account('many-11'))['keys']).toEqual(['many-11']);
  });
});

it('why somebody is in a segment, and the segment itself, see the account as one', async () => {
  await tell(group('w1', 'w-1', { plan: 'why' }), group('w2', 'w-2', { seats: 4 }));
  const [one, two] = [await idOf('w1'), await idOf('w2')];
  await world.live.call('POST', '/segments', { key: 'of_why', rule: { account: plan('why') } });
  const why = async (id: number): Promise<unknown> => (await world.live.call('GET', `/segments/of_why/why?profile=${id}`))['holds'];
  expect([await why(one), await why(two)]).toEqual([true, false]);
  const mergeId = await merge('w-1', 'w-2');
  expect([await why(one), await why(two)]).toEqual([true, true]);
  await world.follow();
  expect((await world.live.call('GET', '/segments/of_why/members'))['items']).toHaveLength(2);
  await unmerge(mergeId);
  expect([await why(one), await why(two)]).toEqual([true, false]);
});

describe('an unmerge in the middle of ten merges', () => {
  const firms = Array.from({ length: 11 }, (_, n) => n);
  const stories = (name: string) => [
    ...firms.map((n) => group(`${name}-u${n}`, `${name}-${n}`, { plan: n % 2 === 0 ? 'pro' : 'free', seats: n, owner: { name: `o${n}` } }, at(n))),
    ...firms.map((n) => order(`${name}-u${n}`, 100)),
  ];
  const at = (n: number) => ({ timestamp: `2026-11-18T${String(8 + (n % 5)).padStart(2, '0')}:00:00Z` });
  const late = (name: string) => firms.map((n) => group(`${name}-u${n}`, `${name}-${n}`, { note: `late ${n}` }, { timestamp: '2026-11-18T07:00:00Z' }));
  /** Everything that can be seen of the firms of one story, without its name and its numbers. */
  const look = async (name: string): Promise<string> => {
    const rules = [
      { account: plan('pro') },
      { account: { all: [plan('pro'), { did: 'Order Completed', count: { op: 'gte', value: 4 } }] } },
      { account: { trait: 'note', op: 'eq', value: 'late 9' } },
    ];
    const users = new Map(await Promise.all(firms.map(async (n) => [await idOf(`${name}-u${n}`), n] as const)));
    const found = await Promise.all(
      rules.map(async (rule) => [await members(rule)].flat().flatMap((id) => (typeof id === 'number' ? (users.get(id) ?? []) : []))),
    );
    const accounts = await Promise.all(firms.map(async (n) => (await world.ask('GET', `/accounts/${name}-${n}`)).body));
    const histories = await Promise.all(firms.map(async (n) => (await world.ask('GET', `/entities/account/${name}-${n}`)).body));
    return JSON.stringify([found, accounts, histories], (key, value: unknown) => (key === 'updatedAt' ? undefined : value)).replaceAll(`${name}-`, '');
  };

  it('gives back byte-equal accounts and rule results: as where that merge was never made', async () => {
    await tell(...stories('mid'), ...stories('twin'));
    const untouched = await look('twin');
    expect(await look('mid')).toBe(untouched);
    const pairs = firms.slice(1).map((n) => [n, (n * 7) % n] as const);
    const ids: number[] = [];
    for (const [from, into] of pairs) ids.push(await merge(`mid-${into}`, `mid-${from}`));
    for (const [place, [from, into]] of pairs.entries()) if (place !== 4) await merge(`twin-${into}`, `twin-${from}`);
    await tell(...late('mid'), ...late('twin'));
    expect(await look('mid')).not.toBe(await look('twin'));
    await unmerge(ids[4] ?? 0);
    expect(await look('mid')).toBe(await look('twin'));
    for (const [place, id] of ids.entries()) if (place !== 4) await unmerge(id);
    const states = await world.live.pipeline.stores.clickhouse.query(`SELECT count() AS n FROM account_state FINAL WHERE startsWith(key, 'mid-')`);
    const aliases = await world.live.pipeline.stores.clickhouse.query(`SELECT count() AS n FROM account_alias FINAL WHERE startsWith(key, 'mid-')`);
    expect([states, aliases]).toEqual([[{ n: 0 }], [{ n: 0 }]]);
  });
});

describe('a worker that dies between the commit and ClickHouse', () => {
  it.each(['account_state', 'account_alias', 'SYSTEM RELOAD DICTIONARY account_alias_map'])(
    'at %s is followed by one that ends in the same state',
    async (victim) => {
      const { clickhouse } = world.live.pipeline.stores;
      const name = victim.replaceAll(/\W/g, '').toLowerCase();
      await tell(group(`${name}1`, `${name}-1`, { plan: name }), group(`${name}2`, `${name}-2`, { seats: 2 }));
      const [one, two] = [await idOf(`${name}1`), await idOf(`${name}2`)];
      const rule = { account: plan(name) };
      let deaths = 0;
      const dying = async (what: string, work: () => Promise<void>): Promise<void> => {
        const isVictim = what === victim;
        // Once before the call, once after it: then only its answer is lost.
        if (isVictim && deaths++ === 0) throw new Error('the process died');
        await work();
        if (isVictim && deaths++ === 2) throw new Error('the process died');
      };
      const mortal = {
        ...clickhouse,
        command: (...args: Parameters<typeof clickhouse.command>) => dying(args[0], () => clickhouse.command(...args)),
        insert: (...args: Parameters<typeof clickhouse.insert>) => dying(args[0], () => clickhouse.insert(...args)),
      };
      const { body } = await world.ask('POST', '/accounts/merge', { into: `${name}-1`, from: `${name}-2` });
      await world.work({ clickhouse: mortal });
      expect(deaths).toBeGreaterThan(2);
      expect(await members(rule)).toEqual([one, two]);
      deaths = 0;
      await world.ask('POST', '/accounts/unmerge', { mergeId: body['mergeId'] });
      await world.work({ clickhouse: mortal });
      expect(deaths).toBeGreaterThan(victim === 'account_state' ? 0 : 2);
      expect(await members(rule)).toEqual([one]);
      expect(await account(`${name}-2`)).toMatchObject({ keys: [`${name}-2`], attributes: { seats: 2 } });
    },
  );
});

it('merges that come by two at once end as one, and while messages flow nothing is lost', async () => {
  await tell(...['p1', 'p2', 'p3'].map((key) => group(`${key}-u`, key, { plan: key })));
  const answers = await Promise.all([
    world.ask('POST', '/accounts/merge', { into: 'p1', from: 'p2' }),
    world.ask('POST', '/accounts/merge', { into: 'p2', from: 'p1' }),
    world.ask('POST', '/accounts/merge', { into: 'p3', from: 'p2' }),
    world.send(Array.from({ length: 40 }, (_, n) => group('p3-u', `p${1 + (n % 3)}`, { [`n${n}`]: n }))),
  ]);
  expect(
    answers
      .slice(0, 3)
      .map((answer) => answer?.status)
      .sort(),
  ).toEqual([200, 200, 409]);
  await world.work();
  const { attributes, keys } = await account('p3');
  expect(keys).toEqual(['p1', 'p2', 'p3']);
  expect(Object.keys(attributes === null || typeof attributes !== 'object' ? {} : attributes)).toHaveLength(41);
});

it('accounts of versions in which they had no identifiers are taken into the graph, by hand or once the worker has looked', async () => {
  const { pg } = world.live.pipeline.stores;
  const tax = { tax_id: '91440300708461136T' };
  await tell(group('b1-u', 'b-1', { ...tax, plan: 'old' }), group('b2-u', 'b-2', { seats: 77 }), group('b3-u', 'b-3', { size: 1 }));
  // As an earlier version left them: what was said of each key, and nothing in the graph.
  await pg.query(`DELETE FROM identify.account WHERE starts_with(key, 'b-')`);
  await pg.query(`DELETE FROM identify.identifier WHERE kind LIKE 'account/%' AND (starts_with(value, 'b-') OR value = $1)`, [tax.tax_id]);
  await pg.query(`DELETE FROM identify.edge WHERE a_kind LIKE 'account/%' AND starts_with(a_value, 'b-')`);
  await pg.query(
    `UPDATE profile.entity SET attributes = attributes || $1, leaves = jsonb_set(leaves, '{tax_id}', (SELECT leaves -> 'tax_id' FROM profile.entity WHERE key = 'b-1')) WHERE key = 'b-2'`,
    [JSON.stringify(tax)],
  );
  expect((await world.ask('GET', '/accounts/b-1')).status).toBe(404);
  await merge('b-3', 'b-1');
  expect(await account('b-3')).toMatchObject({ keys: ['b-1', 'b-3'], attributes: { plan: 'old', size: 1 } });
  const adopting = { pg, kinds: { of: () => defaultKinds }, access: { workspaceById: () => undefined } };
  await adoptAll(adopting);
  await adoptAll(adopting);
  await world.work();
  expect(await account('b-2')).toMatchObject({ keys: ['b-1', 'b-3', 'b-2'], attributes: { plan: 'old', size: 1, seats: 77 } });
  expect(await members({ account: { trait: 'seats', op: 'eq', value: 77 } })).toHaveLength(3);
});
