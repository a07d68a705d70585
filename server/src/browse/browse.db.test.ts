import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '#govern';
import { workspaceId } from '#kernel';
import { openProfileReader } from '#profile';
import { segmentsOf } from '#segment';
import { tagsOf } from '#tag';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import { registerBrowseRoutes } from './routes.ts';

const now = '2026-06-01T12:00:00Z';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();
let world: Definitions;
/** Who sends the next request. */
let who: Pick<Caller, 'operator' | 'seesPersonalData'> & { readonly workspace?: number };
const machine = { operator: null, seesPersonalData: true };
const operator = (id: string, role: 'marketer' | 'viewer' | 'admin') => ({
  operator: { id, name: id, email: `${id}@example.com`, role },
  seesPersonalData: false,
});

beforeAll(async () => {
  world = await openDefinitions(now);
  const { pg, clickhouse } = world.stores;
  const results = {
    tagsOf: (w: number, ids: readonly number[]) => tagsOf({ pg, clickhouse }, w, ids),
    segmentsOf: (w: number, ids: readonly number[]) => segmentsOf({ pg, clickhouse }, w, ids),
  };
  const reader = openProfileReader({ pg, clickhouse, sourceName: () => 'web', clock: world.clock, results });
  const personal = { phone: 'phone', name: 'name', birthday: 'birthday' } as const;
  await world.app.register(async (scope) => {
    scope.addHook('onRequest', (request, _reply, done) => {
      Object.assign(request.caller, {
        operator: who.operator,
        seesPersonalData: who.seesPersonalData,
        workspace: workspaceId(who.workspace ?? world.workspace),
      });
      done();
    });
    registerBrowseRoutes(scope, {
      ...world.base,
      reader,
      classOf: () => (_scope, path) => (Object.hasOwn(personal, path) ? personal[path === 'phone' || path === 'name' ? path : 'birthday'] : undefined),
    });
  });
  await world.addProfiles({
    1: { name: '林一', level: 5, city: 'Wuhan', phone: '13800138001' },
    2: { name: '林二', level: '12', city: 'Wuhan' },
    3: { name: '林三', level: 5, city: 'Beijing' },
    4: { name: '林四', level: 'gold' },
    5: { name: '林五', address: { city: 'Xi’an', zip: '1' } },
    6: { level: -1 },
    7: { level: 5 },
  });
  for (const id of [1, 2, 3, 4, 5, 6, 7]) {
    await pg.query('INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES ($1, $2, $3, $4)', [
      id,
      world.workspace,
      id === 7 ? 1 : id,
      daysAgo(10 - id),
    ]);
    await pg.query(`INSERT INTO profile.core (profile_id, workspace, traits, updated_at) SELECT $1, $2, '{}', now() ON CONFLICT DO NOTHING`, [
      id,
      world.workspace,
    ]);
  }
  await pg.query(
    `INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
     VALUES ($1, 'phone', '+8613800138001', 1, 1, 1, now(), now()), ($1, 'email', 'one@example.com', 1, 1, 1, now(), now())`,
    [world.workspace],
  );
  const order = (profile: number, days: number, revenue: number) => ({ profile, at: daysAgo(days), properties: { revenue: String(revenue) } });
  await world.addEvents([order(1, 1, 100), order(2, 40, 30), order(2, 50, 20), order(3, 3, 5), order(7, 0.5, 1)]);
  // 7 was merged into 1, and the squash has been.
  await clickhouse.command('UPDATE profile SET merged_into = 1 WHERE profile_id = 7');
  for (const table of ['event', 'event_timeline', 'event_time']) await clickhouse.command(`UPDATE ${table} SET profile_id = 1 WHERE origin_id = 7`);
  who = machine;
});
afterAll(() => world.close());

const query = (body: object) => world.call('POST', '/profiles/query', body);
const idsOf = (body: { items: readonly { id: number }[] }): number[] => body.items.map(({ id }) => id);

/** Follows the cursor to the end, so many rows a page. */
async function walk(body: object, limit: number): Promise<number[]> {
  const ids: number[] = [];
  for (let cursor: string | null = null; ; ) {
    const answer: Awaited<ReturnType<typeof query>> = await query({ ...body, limit, ...(cursor === null ? {} : { cursor }) });
    expect(answer.status).toBe(200);
    ids.push(...idsOf(answer.body));
    cursor = answer.body.next;
    if (cursor === null) return ids;
  }
}

describe('a page of the list', () => {
  it('holds everybody once, the latest seen first, those who never did anything last, and says how many there are', async () => {
    const { body } = await query({ count: true });
    expect([idsOf(body), body.total, body.next]).toEqual([[1, 3, 2, 4, 5, 6], 6, null]);
    expect(body.items[0].lastSeenAt).toBe(daysAgo(0.5));
  });

  it.each([
    [{ by: 'traits.level', order: 'desc' }, [2, 1, 3, 6, 4, 5]],
    [{ by: 'traits.level', order: 'asc' }, [6, 1, 3, 2, 4, 5]],
    [{ by: 'metrics.orders', order: 'desc' }, [1, 2, 3, 4, 5, 6]],
    [{ by: 'metrics.net_sales', order: 'asc' }, [3, 2, 1, 4, 5, 6]],
    [{ by: 'lastSeenAt', order: 'asc' }, [2, 3, 1, 4, 5, 6]],
    [{ by: 'eventCount', order: 'desc' }, [1, 2, 3, 4, 5, 6]],
    [{ by: 'id', order: 'desc' }, [6, 5, 4, 3, 2, 1]],
    [{ by: 'traits.city', order: 'desc' }, [1, 2, 3, 4, 5, 6]],
    [{ by: 'traits.nobody.has.it', order: 'desc' }, [1, 2, 3, 4, 5, 6]],
  ])('in order %j neither repeats nor skips anybody where values are equal, texts or missing, whatever the size of pages', async (sort, expected) => {
    for (const limit of [1, 2, 4, 100]) expect(await walk({ sort }, limit)).toEqual(expected);
  });

  it('narrows to a rule', async () => {
    const rule = { did: 'Order Completed', window: { last: 30, unit: 'day' } };
    expect(await walk({ rule, sort: { by: 'metrics.gross_sales', order: 'asc' } }, 1)).toEqual([3, 1]);
    expect((await query({ rule, count: true })).body.total).toBe(2);
  });

  it('shows just the columns that were asked for, with metrics of merged profiles together', async () => {
    const columns = ['name', 'identifiers.email', 'traits.city', 'metrics.orders', 'metrics.net_sales'];
    const { body } = await query({ columns, rule: { has: 'email' } });
    expect(body.items).toEqual([]);
    await world.stores.clickhouse.command(`UPDATE profile SET kinds = ['email', 'phone'] WHERE profile_id = 1`);
    const [row] = (await query({ columns, rule: { has: 'email' } })).body.items;
    expect(row).toMatchObject({
      id: 1,
      identifiers: [{ kind: 'email', value: 'one@example.com' }],
      tags: {},
      segments: [],
      metrics: { orders: 2, net_sales: 101 },
    });
  });

  it('refuses orders and columns that there are not, and never lets a name into the statement', async () => {
    const refusal = async (body: object) => {
      const { status, body: problem } = await query(body);
      return [status, problem.errors?.[0]?.code];
    };
    expect(await refusal({ sort: { by: 'identifiers.phone', order: 'asc' } })).toEqual([400, 'DQ_SORT']);
    expect(await refusal({ sort: { by: 'segments', order: 'asc' } })).toEqual([400, 'DQ_SORT']);
    expect(await refusal({ sort: { by: 'tags.nothing', order: 'asc' } })).toEqual([400, 'DQ_SORT']);
    expect(await refusal({ columns: ['metrics.secret'] })).toEqual([400, 'DQ_COLUMN']);
    expect((await query({ sort: { by: 'createdAt; DROP TABLE profile', order: 'asc' } })).status).toBe(400);
    expect((await query({ sort: { by: 'createdAt', order: 'asc, 1' } })).status).toBe(400);
    const hostile = ['traits.a`b', 'traits.a\\', "traits.x' OR 1=1 --", 'traits.`) UNION ALL SELECT 1 --', 'traits.{p1:String}'];
    for (const by of hostile) expect(await walk({ sort: { by, order: 'desc' } }, 4)).toEqual([1, 2, 3, 4, 5, 6]);
    const { next } = (await query({ limit: 2 })).body;
    expect(await refusal({ limit: 2, cursor: next, sort: { by: 'id', order: 'asc' } })).toEqual([400, 'DQ_CURSOR']);
    expect(await refusal({ cursor: 'bm90IGEgY3Vyc29y' })).toEqual([400, 'DQ_CURSOR']);
  });

  it('holds nobody of another workspace', async () => {
    who = { ...machine, workspace: world.workspace + 1 };
    const { body } = await query({ count: true });
    expect([body.items, body.total]).toEqual([[], 0]);
    who = machine;
  });

  it('is not drawn out of masked fields: no order by them, no parts, no ranges, for whoever sees them masked', async () => {
    who = operator('v', 'viewer');
    expect((await query({ columns: ['name', 'identifiers', 'traits.phone', 'traits.city', 'metrics.orders', 'tags.gone'] })).body.sortable).toEqual([
      'traits.city',
      'metrics.orders',
    ]);
    const code = async (body: object) => (await query(body)).body.errors?.[0]?.code;
    expect(await code({ sort: { by: 'traits.phone', order: 'asc' } })).toBe('DQ_SORT_PERSONAL');
    expect(await code({ rule: { trait: 'phone', op: 'startsWith', value: '138' } })).toBe('DQ_RULE_PERSONAL');
    expect(await code({ rule: { not: { any: [{ trait: 'birthday', op: 'lt', value: '1990-01-01' }] } } })).toBe('DQ_RULE_PERSONAL');
    expect(await code({ rule: { compare: [{ trait: 'phone' }, 'gt', 13_800_000_000] } })).toBe('DQ_RULE_PERSONAL');
    expect(await code({ rule: { top: { n: 1, by: { trait: 'phone' } } } })).toBe('DQ_RULE_PERSONAL');
    expect(await code({ rule: { did: 'X', where: { prop: 'phone', op: 'contains', value: '1' } } })).toBe('DQ_RULE_PERSONAL');
    expect(idsOf((await query({ rule: { trait: 'phone', op: 'eq', value: '13800138001' } })).body)).toEqual([1]);
    expect(idsOf((await query({ rule: { trait: 'phone', op: 'exists' } })).body)).toEqual([1]);
    who = machine;
    expect(idsOf((await query({ rule: { trait: 'phone', op: 'startsWith', value: '138' } })).body)).toEqual([1]);
  });
});

describe('quick views', () => {
  it('are those in which the data find somebody, with their counts', async () => {
    const { body } = await world.call('GET', '/views/quick');
    expect(body.items.map(({ key, count }: { key: string; count: number }) => [key, count])).toEqual([
      ['everyone', 6],
      ['active', 2],
      ['new', 2],
      ['buyers', 3],
      ['phone', 1],
      ['email', 1],
    ]);
  });
});

describe('views', () => {
  const draft = {
    name: '武汉',
    rule: { trait: 'city', op: 'eq', value: 'Wuhan' },
    columns: ['name', 'metrics.orders'],
    sort: { by: 'metrics.orders', order: 'desc' },
  };
  const names = async () => (await world.call('GET', '/views')).body.items.map(({ name }: { name: string }) => name);

  it('are kept, seen by their owner alone until they are shared, and shared only by whoever may write definitions', async () => {
    who = operator('ann', 'marketer');
    const made = await world.call('POST', '/views', { ...draft, visibility: 'mine' });
    expect([made.status, made.headers['etag'], made.body]).toMatchObject([
      201,
      '"1"',
      { ...draft, by: 'ann', isMine: true, mayChange: true, isDefault: false },
    ]);
    who = operator('vic', 'viewer');
    expect(await names()).toEqual([]);
    expect((await world.call('GET', '/views')).body.items).toEqual([]);
    expect((await world.call('PUT', `/views/${made.body.id}`, { name: 'x' })).status).toBe(404);
    expect((await world.call('POST', '/views', { ...draft, visibility: 'everybody' })).status).toBe(403);
    expect((await world.call('POST', '/views', { ...draft, name: '我的', visibility: 'mine' })).status).toBe(201);
    who = operator('ann', 'marketer');
    expect((await world.call('PUT', `/views/${made.body.id}`, { visibility: 'everybody' }, { 'if-match': '"7"' })).status).toBe(412);
    expect((await world.call('PUT', `/views/${made.body.id}`, { visibility: 'everybody' }, { 'if-match': '"1"' })).body).toMatchObject({
      ...draft,
      version: 2,
    });
    who = operator('vic', 'viewer');
    expect(await names()).toEqual(['武汉', '我的']);
    const shared = (await world.call('GET', '/views')).body.items[0];
    expect([shared.isMine, shared.mayChange]).toEqual([false, false]);
    expect((await world.call('DELETE', `/views/${shared.id}`)).status).toBe(403);
    who = { ...machine, workspace: world.workspace + 1 };
    expect(await names()).toEqual([]);
    who = machine;
  });

  it('stand in the order each operator likes, with one to begin with, until they are deleted', async () => {
    who = operator('vic', 'viewer');
    const [first, second] = (await world.call('GET', '/views')).body.items;
    const arranged = await world.call('PUT', '/views/arrangement', { order: [second.id, first.id], defaultView: second.id });
    expect(arranged.body.items.map(({ id, isDefault }: { id: number; isDefault: boolean }) => [id, isDefault])).toEqual([
      [second.id, true],
      [first.id, false],
    ]);
    expect((await world.call('PUT', '/views/arrangement', { defaultView: 999 })).status).toBe(404);
    await world.call('PUT', '/views/arrangement', { order: [first.id] });
    expect((await world.call('GET', '/views')).body.items.map(({ isDefault }: { isDefault: boolean }) => isDefault)).toEqual([false, true]);
    expect((await world.call('DELETE', `/views/${second.id}`)).status).toBe(204);
    expect(await names()).toEqual(['武汉']);
    who = operator('ann', 'marketer');
    expect((await world.call('GET', '/views')).body.items[0].isDefault).toBe(false);
    const audit = await world.stores.pg.query<{ action: string }>(`SELECT DISTINCT action FROM govern.audit WHERE action LIKE 'view.%' ORDER BY 1`);
    expect(audit.map(({ action }) => action)).toEqual(['view.change', 'view.create', 'view.remove']);
    who = machine;
  });

  it('are refused when the list could not show them', async () => {
    const status = async (change: object) => (await world.call('POST', '/views', { ...draft, visibility: 'everybody', ...change })).status;
    expect(await status({ rule: { trait: 'city', op: 'is', value: 1 } })).toBe(400);
    expect(await status({ sort: { by: 'segments', order: 'asc' } })).toBe(400);
    expect(await status({ columns: [] })).toBe(400);
    expect(await status({ name: '  ' })).toBe(400);
    expect(await status({ visibility: 'mine' })).toBe(400);
  });
});
