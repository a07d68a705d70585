import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countRefusals, readConnectionHealth, readRefusedRequests } from '#collect';
import { openSourceDirectory, type SourceDirectory } from '#govern';
import { fakeClock } from '#kernel';
import { openTestStores, type TestStores } from '../../../../testing/stores.ts';
import { connectionBehind, connectionFailing, webhookRefused } from './inlets.ts';

const minute = 60_000;
const hour = 60 * minute;
const clock = fakeClock(Date.parse('2026-06-01T12:00:00Z'));
let stores: TestStores;
let sources: SourceDirectory;
beforeAll(async () => {
  stores = await openTestStores();
  await stores.pg.query(
    `INSERT INTO govern.workspace (id, key, name, timezone) OVERRIDING SYSTEM VALUE VALUES (1, 'one', 'One', 'UTC') ON CONFLICT DO NOTHING`,
  );
  sources = await openSourceDirectory(stores.pg, clock);
});
afterAll(async () => {
  await sources.close();
  await stores.close();
});

const look = () => ({
  nowMs: clock.now(),
  connections: () => readConnectionHealth(stores.pg),
  sources,
  refusedSince: (ms: number) => readRefusedRequests(stores.pg, new Date(ms)),
});
const made = new Date(clock.now() - 30 * hour);
const connect = async (name: string, more: { failures?: number; isPaused?: boolean; every?: string; success?: Date }): Promise<number> => {
  const [row] = await stores.pg.query<{ id: number }>(
    `INSERT INTO collect.connection (workspace, name, place, pull, mapping, source_id, source, schedule, is_paused, failures, last_success_at, created_at, updated_at, updated_by)
     VALUES (1, $1, '{}', '{}', '{}', 1, 's', $2, $3, $4, $5, $6, $6, 'Ann') RETURNING id`,
    [name, JSON.stringify({ every: more.every ?? 'hour' }), more.isPaused ?? false, more.failures ?? 0, more.success ?? null, made],
  );
  return row?.id ?? 0;
};

describe('what is told of ways in', () => {
  it('is which connections fail, and which have brought nothing for too long; those that are paused or run only when asked never', async () => {
    const till = await connect('till', { failures: 3, success: new Date(clock.now() - hour) });
    await connect('shop', { failures: 1, success: new Date(clock.now() - 25 * hour) });
    await connect('asked', { every: 'never' });
    await connect('paused', { failures: 9, isPaused: true });
    await stores.pg.query(
      `INSERT INTO collect.connection_run (connection, workspace, cause, state, error, created_at)
       VALUES ($1, 1, 'schedule', 'failed', '{"code": "DQ_CONNECTION_REFUSED", "message": "no such account"}', $2)`,
      [till, made],
    );
    const failing = await connectionFailing({ failures: 3 }, 1, look());
    expect(new Map(failing.map(({ subject, level }) => [subject, level]))).toEqual(
      new Map([
        ['till', 'over'],
        ['shop', 'between'],
        ['asked', 'clear'],
      ]),
    );
    expect(failing.find(({ subject }) => subject === 'till')?.says).toEqual({
      zh: '数据连接“till”连续 3 次取数失败：对方拒绝登录，请检查账号、密码和库名',
      en: 'The connection “till” failed 3 times in a row: no such account',
    });
    const behind = await connectionBehind({ hours: 24 }, 1, look());
    expect(new Map(behind.map(({ subject, level }) => [subject, level]))).toEqual(
      new Map([
        ['till', 'clear'],
        ['shop', 'over'],
      ]),
    );
    expect(await connectionFailing({ failures: 3 }, 2, look())).toEqual([]);
  });

  it('is which webhooks refuse deliveries, by what they refused lately', async () => {
    const [hook] = await stores.pg.query<{ id: number }>(
      `INSERT INTO govern.source (workspace, name, kind, trust) VALUES (1, 'youzan', 'webhook', 60) RETURNING id`,
    );
    const id = hook?.id ?? 0;
    await expect.poll(() => sources.byId(id)?.name).toBe('youzan');
    await stores.pg.query(`INSERT INTO collect.webhook (source, workspace, key, kind, settings, mappings) VALUES ($1, 1, 'h', 'youzan', '{}', '[]')`, [id]);
    const knock = async (times: number, reason: string): Promise<void> => {
      const refusals = countRefusals({ pg: stores.pg, clock });
      for (let time = 0; time < times; time++) refusals.count(id, reason);
      await refusals.close();
    };
    const reading = async () => (await webhookRefused({ above: 20, windowMinutes: 60 }, 1, look())).map(({ value, level }) => [value, level]);
    await knock(20, 'signature');
    expect(await reading()).toEqual([[20, 'between']]);
    await knock(3, 'too_old');
    expect(await reading()).toEqual([[23, 'over']]);
    expect((await webhookRefused({ above: 20, windowMinutes: 60 }, 1, look()))[0]?.says.zh).toBe(
      '“youzan”近 60 分钟拒绝了 23 次推送（签名或密钥不对、时间戳已过期，上限 20 次）',
    );
    clock.advance(75 * minute);
    expect(await reading()).toEqual([]);
    clock.advance(72 * hour);
    await knock(1, 'signature');
    expect(await stores.pg.query('SELECT sum(count)::int AS kept FROM collect.webhook_refused_in')).toEqual([{ kept: 1 }]);
  });
});
