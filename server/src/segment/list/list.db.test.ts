import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';
import { compileKinds, defaultSettings } from '#clean';
import { squashLists } from './members.store.ts';

const memberNo = {
  kind: 'member_no',
  limit: 1,
  period: null,
  merges: true,
  shared: false,
  normaliser: 'digits',
  blockedValues: [],
  blockedPatterns: [],
};
let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z', undefined, compileKinds({ ...defaultSettings, kinds: [memberNo, ...defaultSettings.kinds] }));
  await world.addProfiles(Object.fromEntries(Array.from({ length: 6 }, (_, index) => [index + 1, { city: index < 3 ? 'Shanghai' : 'Beijing' }])));
  await hold(1, 'email', 'ann@example.com');
  await hold(2, 'email', 'bob@example.com');
  await hold(3, 'phone', '+8613812345678');
  await hold(4, 'customer_id', '13085');
  await hold(5, 'email', 'eve@example.com');
  await hold(6, 'email', 'fay@example.com');
  await hold(6, 'member_no', '1234');
});
afterAll(() => world.close());

/** A profile in the identity graph that holds an identifier. */
async function hold(profile: number, kind: string, value: string): Promise<void> {
  const { pg } = world.stores;
  await pg.query('INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES ($1, $2, $1, now()) ON CONFLICT DO NOTHING', [
    profile,
    world.workspace,
  ]);
  await pg.query(
    `INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen) VALUES ($1, $2, $3, $4, $4, 1, now(), now())`,
    [world.workspace, kind, value, profile],
  );
}

const members = async (key: string): Promise<number[]> => (await world.call('GET', `/lists/${key}/members`)).body.items;
const unmatched = async (key: string): Promise<string[]> =>
  (await world.call('GET', `/lists/${key}/unmatched`)).body.items.map((item: { value: string }) => item.value);
const found = async (rule: object): Promise<number[]> => (await world.call('POST', '/segments/preview', { rule })).body.sample;

function form(fields: Record<string, string>, file: string): { payload: string; headers: Record<string, string> } {
  const parts = Object.entries(fields).map(([name, value]) => `--xx\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const payload = `${parts.join('')}--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n--xx--\r\n`;
  return { payload, headers: { 'content-type': 'multipart/form-data; boundary=xx' } };
}

describe('a list', () => {
  it('finds whom the values mean, as identifiers are normalised, and keeps the others', async () => {
    const values = ['ANN@example.com ', 'bob@example.com', 'bob@example.com', 'nobody@example.com', '', '138****0000'];
    const { status, body, headers } = await world.call('POST', '/lists', { key: 'spring', name: 'Spring', kind: 'email', values });
    expect([status, headers['etag']]).toEqual([201, '"1"']);
    expect(body).toMatchObject({ key: 'spring', origin: 'upload', kind: 'email', count: 2, unmatched: 2, usedBy: [] });
    expect([await members('spring'), await unmatched('spring')]).toEqual([
      [1, 2],
      ['138****0000', 'nobody@example.com'],
    ]);
  });

  it('gives those it did not find as a file that no spreadsheet runs', async () => {
    await world.call('POST', '/lists', { key: 'odd', kind: 'email', values: ['=1+1', 'a"b'] });
    const answer = await world.app.inject({ url: '/api/v1/lists/odd/unmatched', headers: { accept: 'text/csv' } });
    expect([answer.headers['content-type'], answer.body]).toEqual([
      'text/csv; charset=utf-8',
      'kind,value,reason\r\n"email","\'=1+1",malformed\r\n"email","a""b",malformed\r\n',
    ]);
  });

  it('comes from a file by the column of its kind, by a column that is named, or refuses with the columns it has', async () => {
    const post = async (fields: Record<string, string>, file: string) => {
      const answer = await world.app.inject({ method: 'POST', url: '/api/v1/lists', ...form(fields, file) });
      return { status: answer.statusCode, body: answer.json() };
    };
    const csv = 'name;customer_id\nA;13085.0\nB;99999\n';
    expect((await post({ key: 'file1', kind: 'customer_id' }, csv)).body).toMatchObject({ count: 1, unmatched: 1 });
    expect((await post({ key: 'file2', kind: 'phone', column: 'Mobile' }, 'x,mobile\n1,13812345678\n')).body).toMatchObject({ count: 1, unmatched: 0 });
    const refused = await post({ key: 'file3', kind: 'phone' }, 'x,mobile\n1,13812345678\n');
    expect([refused.status, refused.body.errors[0].message]).toEqual([400, expect.stringContaining('x, mobile')]);
    expect((await post({ kind: 'phone' }, 'phone\n1\n')).body.errors).toEqual([{ path: '/key', code: 'DQ_REQUIRED', message: 'is required' }]);
  });

  it('says which column of a file names people, and of which kind, by whom it finds', async () => {
    const look = async (file: string) => {
      const answer = await world.app.inject({ method: 'POST', url: '/api/v1/list-recognition', ...form({}, file) });
      return { status: answer.statusCode, body: answer.json() };
    };
    const csv = '姓名,备注,联系方式\n甲,x,ann@example.com\n乙,y,bob@example.com\n丙,z,nobody@example.com\n';
    const { status, body } = await look(csv);
    expect([status, body.rows, body.best]).toEqual([200, 3, { column: '联系方式', kind: 'email' }]);
    expect(body.columns[2].guesses[0]).toEqual({ kind: 'email', tried: 3, found: 2, reasons: { unknown: 1 } });
    expect((await look('会员手机\n138****0000\n13812345678\n')).body).toMatchObject({
      best: { column: '会员手机', kind: 'phone' },
      columns: [{ filled: 2, guesses: [{ kind: 'phone', tried: 2, found: 1, reasons: { masked: 1 } }] }],
    });
    expect((await look('颜色,尺码\n红,L\n蓝,M\n')).body.best).toBeNull();
    expect((await world.call('POST', '/list-recognition', {})).status).toBe(400);
  });

  it('stands in the overview with its count, what led to nobody and who uses it', async () => {
    const { items } = (await world.call('GET', '/list-overview')).body;
    expect(items.find(({ key }: { key: string }) => key === 'spring')).toMatchObject({ count: 2, unmatched: 2, usedBy: [], takenAt: null });
    const rows = (await world.call('GET', '/lists/spring/unmatched')).body.items;
    expect(rows.map(({ value, reason }: { value: string; reason: string }) => `${value} ${reason}`)).toEqual([
      '138****0000 masked',
      'nobody@example.com unknown',
    ]);
  });

  it('reads values as the workspace says that its kinds are written', async () => {
    const { body } = await world.call('POST', '/lists', { key: 'zclub', kind: 'member_no', values: ['No. 12-34', '99'] });
    expect([body.count, await members('zclub'), await unmatched('zclub')]).toEqual([1, [6], ['99']]);
  });

  it('takes profile ids', async () => {
    expect((await world.call('POST', '/lists', { key: 'ids', kind: 'profile', values: [5, '6', 77, 'x'] })).body).toMatchObject({ count: 2, unmatched: 2 });
  });

  it('can be named in rules at once', async () => {
    expect(await found({ list: 'spring' })).toEqual([1, 2]);
    expect(await found({ all: [{ trait: 'city', op: 'eq', value: 'Shanghai' }, { not: { list: 'spring' } }] })).toEqual([3]);
    expect((await world.call('POST', '/segments/preview', { rule: { list: 'nowhere' } })).status).toBe(400);
  });

  it('is frozen from a segment, and stays when the segment moves on', async () => {
    await world.call('POST', '/segments', { key: 'shanghai', rule: { trait: 'city', op: 'eq', value: 'Shanghai' }, refresh: 'manual' });
    await world.settle();
    expect((await world.call('POST', '/lists', { key: 'frozen', segment: 'shanghai' })).body).toMatchObject({
      origin: 'segment',
      segment: 'shanghai',
      count: 3,
    });
    world.clock.advance(3_600_000);
    await world.call('PUT', '/segments/shanghai', { rule: { trait: 'city', op: 'eq', value: 'Beijing' } });
    await world.settle();
    expect(await members('frozen')).toEqual([1, 2, 3]);
    const past = await world.call('POST', '/lists', { key: 'past', segment: 'shanghai', at: '2026-06-01T12:30:00Z' });
    expect([past.status, await members('past')]).toEqual([201, [1, 2, 3]]);
    await world.call('POST', '/lists', { key: 'later', segment: 'shanghai' });
    expect(await members('later')).toEqual([4, 5, 6]);
  });

  it('takes people on and off, and lets what names it follow', async () => {
    await world.call('POST', '/segments', { key: 'invited', rule: { list: 'spring' }, refresh: 'daily' });
    await world.settle();
    const added = await world.call('POST', '/lists/spring/members', { kind: 'email', values: ['eve@example.com', 'ann@example.com', 'zoe@example.com'] });
    expect(added.body).toMatchObject({ changed: 1, count: 3, unmatched: 3, version: 2, usedBy: [{ kind: 'segment', key: 'invited' }] });
    await world.settle();
    expect((await world.call('GET', '/segments/invited/members')).body.items).toEqual([1, 2, 5]);
    const removed = await world.call('POST', '/lists/spring/members/remove', {
      kind: 'email',
      values: ['bob@example.com', 'zoe@example.com', 'fay@example.com'],
    });
    expect(removed.body).toMatchObject({ changed: 1, count: 2, unmatched: 2 });
    await world.settle();
    expect((await world.call('GET', '/segments/invited/members')).body.items).toEqual([1, 5]);
  });

  it('finds people who arrived since when it looks again', async () => {
    await hold(4, 'email', 'nobody@example.com');
    expect((await world.call('POST', '/lists/spring/rematch')).body).toMatchObject({ changed: 1, count: 3, unmatched: 1 });
    expect(await members('spring')).toEqual([1, 4, 5]);
  });

  it('follows merges: one person once, found and taken off by either identifier', async () => {
    await world.stores.pg.query('UPDATE identify.profile SET root_id = 1 WHERE id = 5');
    await world.stores.pg.query('UPDATE identify.identifier SET profile_id = 1 WHERE profile_id = 5');
    await world.stores.clickhouse.command('UPDATE profile SET merged_into = 1 WHERE profile_id = 5');
    await squashLists(world.stores.clickhouse, [{ fromId: 5, rootId: 1, workspace: world.workspace }]);
    expect([await members('spring'), await found({ list: 'spring' })]).toEqual([
      [1, 4],
      [1, 4],
    ]);
    expect((await world.call('POST', '/lists/spring/members', { kind: 'email', values: ['eve@example.com'] })).body).toMatchObject({ changed: 0 });
    await world.call('POST', '/lists/spring/members/remove', { kind: 'email', values: ['eve@example.com'] });
    expect(await members('spring')).toEqual([4]);
  });

  it('changes its words for those who have seen the last version, and goes when nobody names it', async () => {
    expect((await world.call('PUT', '/lists/spring', { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    const { version } = (await world.call('GET', '/lists/spring')).body;
    expect((await world.call('PUT', '/lists/spring', { name: 'Spring 26' }, { 'if-match': `"${version}"` })).body).toMatchObject({
      name: 'Spring 26',
      version: version + 1,
    });
    const refused = await world.call('DELETE', '/lists/spring');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('segment invited')]);
    await world.call('DELETE', '/segments/invited');
    expect((await world.call('DELETE', '/lists/spring')).status).toBe(204);
    expect((await world.call('GET', '/lists/spring')).status).toBe(404);
  });

  it('lists all lists by key, and refuses a second one with a key, and half a request', async () => {
    const { items } = (await world.call('GET', '/lists?limit=2')).body;
    expect(items.map(({ key }: { key: string }) => key)).toEqual(['file1', 'file2']);
    expect((await world.call('POST', '/lists', { key: 'ids', kind: 'profile', values: [1] })).status).toBe(409);
    expect((await world.call('POST', '/lists', { key: 'new' })).status).toBe(400);
    expect((await world.call('POST', '/lists', { key: 'new', segment: 'nowhere' })).status).toBe(404);
  });
});
