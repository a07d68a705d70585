import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileMembers, type EvaluationContext, parseRule } from '#compile';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';
import { estimateQuery } from './estimate.ts';
import { withinLimits } from './limits.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [index + 1, { city: index % 3 === 0 ? 'Shanghai' : 'Beijing' }])));
  await world.addEvents(Array.from({ length: 1000 }, (_, index) => ({ profile: index * 2 + 1, at: '2026-05-30T00:00:00Z' })));
});
afterAll(() => world.close());

const rule = { all: [{ trait: 'city', op: 'eq', value: 'Shanghai' }, { not: { did: 'Order Completed' } }] };

describe('an estimate', () => {
  const context = (): EvaluationContext => ({
    workspace: world.workspace,
    timezone: 'Asia/Shanghai',
    at: world.clock.now(),
    now: true,
    hasAliases: false,
    tags: new Map(),
    segments: new Map(),
  });
  const parsed = () => {
    const read = parseRule(rule, { tags: new Map(), segments: new Map() });
    if (!read.ok) throw new Error('the rule is wrong');
    return read.rule;
  };
  const drawnOf = async (oneIn: number): Promise<unknown> => {
    const { sql, params } = estimateQuery(parsed(), context(), oneIn);
    const [row] = await world.stores.clickhouse.query<{ looked: number; found: number }>(sql, params);
    return row;
  };

  it('looks at drawn profiles with all they did, and finds those of them that the rule finds', async () => {
    const members = compileMembers(parsed(), context());
    const [expected] = await world.stores.clickhouse.query<object>(
      `SELECT (SELECT count() FROM profile WHERE sipHash64(profile_id) % 4 = 0) AS looked, countIf(sipHash64(profile_id) % 4 = 0) AS found FROM (${members.sql})`,
      members.params,
    );
    expect(await drawnOf(4)).toEqual(expected);
    expect(await drawnOf(1)).toEqual({ looked: 3000, found: 666 });
  });
});

describe('a preview that runs on', () => {
  it('answers at once, and has the exact count when one comes back', async () => {
    const started = await world.call('POST', '/segments/preview', { rule, async: true, funnel: true });
    expect([started.status, started.headers['location']]).toEqual([202, `/api/v1/segments/previews/${started.body.id}`]);
    const { body } = await world.call('GET', `/segments/previews/${started.body.id}?wait=30000`);
    expect(body).toMatchObject({
      state: 'done',
      estimate: null,
      preview: { count: 666, total: 3000, funnel: { steps: [{ leaves: 1000 }, { leaves: 666 }] } },
      error: null,
    });
  });

  it('refuses a wrong rule before it begins, and does not know what never was', async () => {
    expect((await world.call('POST', '/segments/preview', { rule: { did: 1 }, async: true })).status).toBe(400);
    expect((await world.call('GET', '/segments/previews/nothing')).status).toBe(404);
    expect((await world.call('DELETE', '/segments/previews/nothing')).status).toBe(404);
  });

  it('is killed in the engine when it is given up, and when its client goes away before the answer', async () => {
    const slow = { any: Array.from({ length: 400 }, (_, index) => ({ did: '*', where: { prop: `p${index}`, op: 'contains', value: 'x' } })) };
    const left = async (): Promise<number> =>
      (await world.stores.clickhouse.query(`SELECT 1 FROM system.processes WHERE query LIKE '%groupArraySorted%' AND query NOT LIKE '%system.processes%'`))
        .length;
    const url = await world.app.listen({ port: 0, host: '127.0.0.1' });
    const abort = new AbortController();
    const asked = fetch(`${url}/api/v1/segments/preview`, {
      method: 'POST',
      body: JSON.stringify({ rule: slow, async: true }),
      headers: { 'content-type': 'application/json' },
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 30);
    await expect(asked).rejects.toThrow();
    await expect.poll(left, { timeout: 10_000 }).toBe(0);
  });

  it('says what to do when it costs too much', async () => {
    const slow = world.stores.clickhouse.query('SELECT count() FROM numbers(100000000000)', {}, { settings: { max_execution_time: 1 } });
    await expect(withinLimits(slow)).rejects.toMatchObject({ code: 'DQ_TOO_EXPENSIVE', status: 422 });
    const large = world.stores.clickhouse.query('SELECT groupArray(number) FROM numbers(100000000)', {}, { settings: { max_memory_usage: 10_000_000 } });
    await expect(withinLimits(large)).rejects.toMatchObject({ code: 'DQ_TOO_EXPENSIVE' });
    await expect(withinLimits(world.stores.clickhouse.query('SELECT nonsense'))).rejects.not.toMatchObject({ code: 'DQ_TOO_EXPENSIVE' });
  });
});
