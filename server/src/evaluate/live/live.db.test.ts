import { openMasker } from '#govern';
import { createHttpShell } from '#platform';
import { workspaceId } from '#kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LiveWorld, openLiveWorld } from '../../../testing/live-world.ts';
import { readNodesOf } from '../node.read.ts';
import { reconcile } from '../reconcile.ts';
import { registerStreamRoutes } from '../stream/routes.ts';
import { deliverTick } from './deliver-tick.ts';
import { evaluateBatch } from './evaluate-batch.ts';
import { fillScope } from './scope.ts';
import { putTickOutbox, readTickOutbox } from './tick-outbox.ts';
import { finishTicks, tickAll } from './ticker.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await openLiveWorld();
  await world.call('POST', '/tags', { key: 'spent', definition: { measure: { did: 'Order Completed', sum: 'revenue' } }, refresh: 'live' });
  await world.call('POST', '/segments', { key: 'buyers', rule: { did: 'Order Completed' }, refresh: 'live' });
  await world.call('POST', '/segments', { key: 'rich', rule: { tag: 'spent', op: 'gte', value: 100 }, refresh: 'live' });
  await world.follow();
});
afterAll(() => world.close());

let number = 0;
let user = '';
beforeEach(() => {
  user = `u${++number}`;
});
const orders = (revenue: number) => [
  {
    type: 'track',
    event: 'Order Completed',
    messageId: `m${number}-${revenue}`,
    userId: user,
    timestamp: new Date(world.pipeline.clock.now()).toISOString(),
    properties: { revenue },
  },
];
const profile = async (): Promise<number> => {
  const [row] = await world.deps.pg.query<{ id: number }>('SELECT profile_id AS id FROM identify.identifier WHERE value = $1', [user]);
  return row?.id ?? 0;
};
const count = async (sql: string, params: object = {}): Promise<number> => {
  const [row] = await world.deps.clickhouse.query<{ n: number }>(sql, { ...params, profile: await profile() });
  return row?.n ?? -1;
};
/** Rows of the segment's changes, its two folds, the tag's changes, its two folds, and whether the mirror has the value. */
const rows = () =>
  Promise.all([
    ...['segment_change', 'membership', 'membership_by_profile'].map((table) => count(`SELECT count() AS n FROM ${table} WHERE profile_id = {profile:UInt64}`)),
    ...['tag_change', 'tag_value', 'tag_value_by_profile'].map((table) => count(`SELECT count() AS n FROM ${table} WHERE profile_id = {profile:UInt64}`)),
    count('SELECT count() AS n FROM profile WHERE profile_id = {profile:UInt64} AND tag_1 = 150'),
  ]);
const streamed = async (): Promise<readonly string[]> => {
  const found = await world.deps.pg.query<{ topic: string; items: readonly { profile: number; cause: string }[] }>(
    'SELECT topic, items FROM evaluate.stream ORDER BY id',
  );
  const id = await profile();
  return found.flatMap(({ topic, items }) => items.filter((item) => item.profile === id).map(({ cause }) => `${topic} ${cause}`));
};
const everything = [2, 2, 2, 1, 1, 1, 1];
const told = ['tag:spent data', 'segment:buyers data', 'segment:rich data'];

describe('a change', () => {
  it('goes once to changes, folds, mirror and stream, readers of a tag after the tag', async () => {
    await world.receive(orders(150));
    expect(await world.pending()).toBe(3);
    expect(await world.follow()).toBe(0);
    expect([await rows(), await streamed(), await world.pending()]).toEqual([everything, told, 0]);
    await world.follow();
    expect(await rows()).toEqual(everything);
  });

  /** Lets the world tick with a kind that dies at some step, as kill -9 would: what was done stays done. */
  const tickDying = async (die: 'before' | 'after', kind: 'tag' | 'segment'): Promise<void> => {
    const healthy = world.deps.kinds[kind];
    const dying = {
      ...healthy,
      publish: async (published: Parameters<typeof healthy.publish>[0]) => {
        if (die === 'after') await healthy.publish(published);
        throw new Error('killed');
      },
    };
    await expect(tickAll({ ...world.deps, kinds: { ...world.deps.kinds, [kind]: dying } }, true)).rejects.toThrow('killed');
  };
  it.each([
    ['before', 'tag'],
    ['after', 'tag'],
    ['before', 'segment'],
    ['after', 'segment'],
  ] as const)('is neither lost nor doubled when the worker dies %s sending a %s', async (die, kind) => {
    await world.receive(orders(150));
    await tickDying(die, kind);
    expect((await readTickOutbox(world.deps.pg)).length).toBe(1);
    expect(await world.pending()).toBeGreaterThan(0);
    await world.follow();
    expect([await rows(), await streamed(), await world.pending()]).toEqual([everything, told, 0]);
    expect(await world.differences()).toEqual({});
  });

  it('is recorded once when the same delivery is made by two', async () => {
    await world.receive(orders(150));
    await tickDying('after', 'tag');
    const [row] = await readTickOutbox(world.deps.pg);
    if (row === undefined) throw new Error('nothing waits');
    await Promise.all([deliverTick(world.deps, row), deliverTick(world.deps, row)]);
    await world.follow();
    expect([await rows(), await streamed()]).toEqual([everything, told]);
  });

  it('of a tick that died is there before a run in full compares', async () => {
    await world.receive(orders(150));
    await tickDying('before', 'tag');
    await finishTicks(world.deps);
    await world.call('POST', '/segments/buyers/compute');
    await world.follow();
    expect([await rows(), await streamed()]).toEqual([everything, told]);
  });

  it('moves with a merge: who was merged away leaves', async () => {
    const at = new Date(world.pipeline.clock.now()).toISOString();
    const anonymous = {
      type: 'track',
      event: 'Order Completed',
      messageId: `a${number}`,
      anonymousId: `a${number}`,
      timestamp: at,
      properties: { revenue: 150 },
    };
    await world.receive([...orders(10), anonymous]);
    await world.follow();
    const changesOf = async () => (await world.call('GET', '/segments/rich/changes'))['items'];
    const before = await changesOf();
    await world.receive([
      { type: 'identify', messageId: `j${number}`, userId: user, anonymousId: `a${number}`, timestamp: new Date(world.pipeline.clock.now()).toISOString() },
    ]);
    await world.follow();
    expect(await world.differences()).toEqual({});
    const after = await changesOf();
    if (!Array.isArray(before) || !Array.isArray(after)) throw new Error('no list');
    expect(after.slice(before.length)).toEqual([
      expect.objectContaining({ change: 'entered', cause: 'merge' }),
      expect.objectContaining({ change: 'left', cause: 'merge' }),
    ]);
  });
});

it('says who would enter and leave with another rule, and keeps nothing', async () => {
  await world.receive(orders(20));
  await world.follow();
  const id = await profile();
  const dry = await world.call('POST', '/segments/rich/dry-run', {
    rule: { all: [{ did: 'Order Completed' }, { tag: 'spent', op: 'lt', value: 100 }] },
    limit: 5,
  });
  const { count: members } = await world.call('GET', '/segments/rich');
  expect(dry).toMatchObject({ before: members, after: 1, entering: { count: 1, sample: [id] }, leaving: { count: members } });
  expect(await world.call('GET', '/segments/rich')).toMatchObject({ count: members, version: 1 });
});

describe('reconciliation', () => {
  const segment = { kind: 'segment' as const, definitionId: 1 };
  it('finds nothing when ticks are right, also while data that nobody followed yet waits', async () => {
    await world.receive(orders(150));
    expect(await reconcile(world.deps, segment, new AbortController().signal)).toBe(0);
  });

  it('counts what drifted and puts it right', async () => {
    await world.receive(orders(150));
    await world.follow();
    const forged = { definition: 1, profile: await profile(), before: true, now: false, text: '', items: [], fields: {}, cause: 'forged' };
    const parcel = { changes: { tag: [], segment: [forged] }, effects: null };
    await deliverTick(world.deps, await putTickOutbox(world.deps.pg, 1, world.pipeline.clock.now(), parcel));
    expect(await world.differences()).toEqual({ 'segment:buyers': 1 });
    expect(await reconcile(world.deps, segment, new AbortController().signal)).toBe(1);
    expect([await world.differences(), (await streamed()).at(-1)]).toEqual([{}, 'segment:buyers reconciled']);
    expect(await reconcile(world.deps, segment, new AbortController().signal)).toBe(0);
  });
});

it('takes a definition that costs too much out of the statement, with its error, and goes on with the others', async () => {
  await world.call('POST', '/segments', { key: 'broken', rule: { did: 'Order Completed', count: { op: 'gte', value: 1 } }, refresh: 'live' });
  await world.follow();
  const nodes = await world.deps.pg.query<{ id: number }>(`SELECT definition_id AS id FROM evaluate.node WHERE key = 'broken'`);
  const id = nodes[0]?.id ?? 0;
  const { forms, context } = await world.deps.registry.formsOf(1, await readNodesOf(world.deps.pg, 1));
  const all = [...forms].map(([name, form]) => ({
    kind: name.startsWith('tag') ? ('tag' as const) : ('segment' as const),
    definitionId: Number(name.split(':')[1]),
    form,
  }));
  const failing = all.map((each) =>
    each.kind === 'segment' && each.definitionId === id ? { ...each, form: { ...each.form, result: () => ({ isKnown: "throwIf(1, 'too dear')" }) } } : each,
  );
  await fillScope(world.deps, [1, 2, 3]);
  const culprits = await evaluateBatch(world.deps.clickhouse, failing, context);
  expect(culprits).toEqual([{ kind: 'segment', definitionId: id, error: expect.stringContaining('too dear') }]);
  expect(await count('SELECT count() AS n FROM live_result')).toBeGreaterThan(0);
});

describe('the stream', () => {
  const open = async (workspace: number, topics: string, headers: Record<string, string> = {}) => {
    const app = await createHttpShell();
    app.decorateRequest('caller');
    app.addHook('onRequest', (request, _reply, done) => {
      request.caller = {
        workspace: workspaceId(workspace),
        timezone: 'UTC',
        defaultRegion: 'CN',
        name: 'test',
        scopes: ['read'],
        isInstanceAdmin: false,
        operator: null,
        seesPersonalData: true,
      };
      done();
    });
    registerStreamRoutes(app, { pg: world.deps.pg, maskerFor: () => openMasker, pipelineState: () => Promise.resolve({ lag: 0 }) });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const response = await fetch(`${url}/api/v1/stream?topics=${topics}`, { headers });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (done: (text: string) => boolean): Promise<string> => {
      while (!done(text)) {
        const part = await reader?.read();
        if (part?.value === undefined) break;
        text += part.value;
      }
      return text;
    };
    return { status: response.status, until, text: () => text, close: () => app.close() };
  };

  it('carries changes as they happen, resumes after an id, and stays in its workspace', async () => {
    const [here, elsewhere] = [await open(1, 'segment:buyers,tag:spent'), await open(2, 'segment:*,tag:*,pipeline')];
    await world.receive(orders(150));
    await world.follow();
    const id = await profile();
    const heard = await here.until((text) => text.includes('segment:buyers') && text.includes('tag:spent'));
    expect(heard).toContain(`"topic":"tag:spent","profile":${id},"value":150`);
    expect(heard).toContain(`"topic":"segment:buyers","profile":${id},"change":"entered"`);
    expect(heard).not.toContain('segment:rich');
    const first = /id: (\S+)\ndata: .*tag:spent/.exec(heard)?.[1] ?? '';
    const again = await open(1, 'segment:*,tag:spent', { 'last-event-id': first });
    const resumed = await again.until((text) => text.includes('segment:rich'));
    expect(resumed).toContain('segment:buyers');
    expect(resumed).not.toContain('tag:spent');
    expect(await elsewhere.until((text) => text.includes('pipeline'))).not.toContain('buyers');
    await Promise.all([here.close(), elsewhere.close(), again.close()]);
  });

  it('refuses topics that cannot be', async () => {
    const refused = await open(1, 'everything');
    expect(refused.status).toBe(400);
    await refused.close();
  });
});
