import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import { connectPostgres } from '#platform';
import { compileBatch } from './live/batch.ts';
import { presentOf } from './live/tick.ts';
import { nameOf } from './graph.ts';
import { readNodesOf } from './node.read.ts';
import { markComputing } from './node.store.ts';
import { endRun, markGroupStaged, openGroup } from './run.store.ts';
import { startScheduler } from './scheduler.ts';
import { dropGroups } from './stage.ts';
import type { Node, Run } from './types.ts';

const people = 600;
let world: Definitions;
beforeEach(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles(
    Object.fromEntries(
      Array.from({ length: people }, (_, index) => [index + 1, { city: index % 2 === 0 ? 'Shanghai' : 'Beijing', likes: [`x${index % 3}`, 'tea'] }]),
    ),
  );
  await world.addEvents(Array.from({ length: people }, (_, index) => ({ profile: index + 1, at: '2026-05-30T00:00:00Z', properties: { revenue: index } })));
  for (const [index, [kind, body]] of definitions.entries()) {
    const made = await world.call('POST', `/${kind}`, { key: keys[index], name: keys[index], refresh: 'manual', ...body });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  }
});
afterEach(() => world.close());

const keys = ['shanghai', 'rich', 'spent', 'place', 'likes', 'named'];
const definitions: readonly (readonly ['tags' | 'segments', object])[] = [
  ['segments', { rule: { trait: 'city', op: 'eq', value: 'Shanghai' } }],
  ['segments', { rule: { did: 'Order Completed', sum: 'revenue', op: 'gte', value: 500 } }],
  ['tags', { definition: { measure: { did: 'Order Completed', sum: 'revenue' } } }],
  ['tags', { definition: { trait: 'city' } }],
  ['tags', { definition: { trait: 'likes' }, type: 'list' }],
  ['tags', { definition: { cases: [{ rule: { trait: 'city', op: 'eq', value: 'Beijing' }, value: "it's north" }] } }],
];
const nodes = (): Promise<readonly Node[]> => readNodesOf(world.stores.pg, world.workspace);
const runs = (): Promise<readonly { group: number; error: string | null; finished: boolean }[]> =>
  world.stores.pg.query(
    `SELECT group_id AS "group", r.error, finished_at IS NOT NULL AS finished FROM evaluate.run r
     JOIN evaluate.node n USING (kind, definition_id) WHERE n.workspace = $1 ORDER BY r.id`,
    [world.workspace],
  );

/** Rows of all that the definitions have: changes, both folds, what is left in the stages, and what the mirror shows. */
const rows = async (): Promise<Record<string, number>> => {
  const of = async (what: string, sql: string): Promise<readonly [string, number]> => {
    const [row] = await world.stores.clickhouse.query<{ n: number }>(sql, {
      segments: (await nodes()).filter(({ kind }) => kind === 'segment').map(({ definitionId }) => definitionId),
      tags: (await nodes()).filter(({ kind }) => kind === 'tag').map(({ definitionId }) => definitionId),
    });
    return [what, row?.n ?? -1];
  };
  const counted = (table: string): Promise<readonly [string, number]> =>
    of(
      table,
      `SELECT count() AS n FROM ${table} WHERE ${table.startsWith('tag') ? 'tag_id IN {tags:Array(UInt32)}' : 'segment_id IN {segments:Array(UInt32)}'}`,
    );
  const [spent = 0, , likes = 0] = (await nodes())
    .filter(({ kind }) => kind === 'tag')
    .map(({ definitionId }) => definitionId)
    .sort((a, b) => a - b);
  const found = await Promise.all([
    ...['segment_change', 'membership', 'membership_by_profile', 'segment_pending', 'tag_change', 'tag_value', 'tag_value_by_profile', 'tag_pending'].map(
      counted,
    ),
    of('answers', 'SELECT count() AS n FROM run_result'),
    of('mirror', `SELECT countIf(tag_${spent} = profile_id - 1 AND has(tag_${likes}, 'tea')) AS n FROM profile`),
  ]);
  return Object.fromEntries(found);
};
const [members, values] = [300 + 100, people * 3 + 300];
const everything = {
  segment_change: members,
  membership: members,
  membership_by_profile: members,
  segment_pending: 0,
  tag_change: values,
  tag_value: values,
  tag_value_by_profile: values,
  tag_pending: 0,
  answers: 0,
  mirror: people,
};

/** What a worker does before it dies: opens the runs of a group and stages what they change. */
async function begin(): Promise<readonly Run[]> {
  const { pg, clickhouse } = world.stores;
  const all = await nodes();
  await markComputing(pg, all);
  const { forms, context } = await world.deps.registry.formsOf(world.workspace, all);
  const opened = await pg.transaction((tx) =>
    openGroup(
      tx,
      all.map(({ kind, definitionId, workspace, version }) => ({
        kind,
        definitionId,
        workspace,
        version,
        cause: 'created' as const,
        at: world.clock.now(),
        position: 1,
        tagsSeen: {},
      })),
    ),
  );
  const found = opened[0]?.id ?? 0;
  const shared = all.flatMap((node) => {
    const form = forms.get(nameOf(node));
    return form === undefined ? [] : [{ kind: node.kind, definitionId: node.definitionId, form }];
  });
  const { sql, params } = compileBatch(shared, await presentOf(world.deps.evaluation, context), { of: 'group', group: found });
  await clickhouse.command(sql, params);
  for (const kind of ['tag', 'segment'] as const) {
    const own = opened.filter((run) => run.kind === kind);
    await world.executors[kind].stageTogether({ found, runs: own, spent: { rowsRead: 0, bytesRead: 0, memoryBytes: 0 } }, new AbortController().signal);
  }
  return opened;
}
const ofKind = (all: readonly Run[], kind: Run['kind']): readonly Run[] => all.filter((run) => run.kind === kind);
/** What it does next: nothing reads the answers any more, and what was staged stands. */
const fix = async (all: readonly Run[]): Promise<void> => {
  await dropGroups(world.stores.clickhouse, 'run_result', [all[0]?.id ?? 0]);
  for (const kind of ['tag', 'segment'] as const) expect(await markGroupStaged(world.stores.pg, ofKind(all, kind))).toBe(true);
};
const send = async (all: readonly Run[], kind: Run['kind']): Promise<void> => {
  const own = ofKind(all, kind);
  await world.executors[kind].publish(own[0]?.group ?? 0, own);
};

/** Workers that start, and stop when nothing is left to do. */
async function restart(workers = 1): Promise<void> {
  const pools = Array.from({ length: workers }, () => connectPostgres(world.stores.postgresUrl));
  const schedulers = pools.map((pg) => startScheduler({ ...world.deps, pg }, { tickMs: 20 }));
  try {
    await expect.poll(async () => [...new Set((await nodes()).map(({ state }) => state))], { timeout: 30_000 }).toEqual(['ready']);
  } finally {
    await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

it('computes what is due together by one statement, each with a run of its own, each kind in one group', async () => {
  await restart();
  expect(await rows()).toEqual(everything);
  const made = await runs();
  expect([made.length, new Set(made.map(({ group }) => group)).size, made.every(({ error, finished }) => error === null && finished)]).toEqual([6, 2, true]);
  expect((await nodes()).map(({ key, count }) => [key, count]).sort()).toEqual([
    ['likes', 600],
    ['named', 300],
    ['place', 600],
    ['rich', 100],
    ['shanghai', 300],
    ['spent', 600],
  ]);
});

it('stages only what differs when they are computed again, and counts anew', async () => {
  await restart();
  await world.addEvents([{ profile: 1, at: '2026-05-31T00:00:00Z', properties: { revenue: 900 } }]);
  await world.stores.pg.query(`UPDATE evaluate.node SET requests = requests + 1, state = 'pending' WHERE workspace = $1`, [world.workspace]);
  await restart();
  const after = await rows();
  expect([after['segment_change'], after['tag_change'], after['mirror']]).toEqual([members + 1, values + 1, people - 1]);
  expect((await nodes()).find(({ key }) => key === 'rich')?.count).toBe(101);
});

it('throws away what a group had staged when its worker died before it was fixed, and computes anew', async () => {
  await begin();
  await restart();
  expect(await rows()).toEqual(everything);
  expect((await runs()).filter(({ error }) => error === 'interrupted').length).toBe(6);
});

it('sends a group once whose worker died after it was fixed, also when several workers find it', async () => {
  const all = await begin();
  await fix(all);
  await restart(3);
  expect(await rows()).toEqual(everything);
});

it('doubles nothing when the worker died after one kind was sent, and says each change once', async () => {
  const all = await begin();
  await fix(all);
  await send(all, 'tag');
  const heard = async (): Promise<number> => (await world.stores.pg.query('SELECT 1 FROM evaluate.stream, json_array_elements(items)')).length;
  const before = await heard();
  await restart(2);
  expect([await rows(), (await heard()) - before]).toEqual([everything, members + values]);
});

it('gives a group up when one of its runs was taken for dead', async () => {
  const [first, ...others] = await begin();
  if (first === undefined) throw new Error('no run');
  const own = [first, ...ofKind(others, first.kind)];
  await endRun(world.stores.pg, first.id, { error: 'interrupted' });
  expect(await markGroupStaged(world.stores.pg, own)).toBe(false);
  await restart();
  expect(await rows()).toEqual(everything);
});

it('lets a definition fail alone', async () => {
  await world.stores.pg.query(`UPDATE segment.definition SET rule = '{"segment": "gone"}' WHERE key = 'rich'`);
  await world.settle();
  expect((await nodes()).map(({ key, state }) => `${key} ${state}`).sort()).toEqual([
    'likes ready',
    'named ready',
    'place ready',
    'rich failed',
    'shanghai ready',
    'spent ready',
  ]);
});
