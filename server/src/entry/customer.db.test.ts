import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrivacyDirectory, type PrivacyDirectory } from '#govern';
import { type JsonObject } from '#kernel';
import { registerCareRoutes, registerFileRoutes, registerWholeRoutes } from '#profile';
import { registerCrowdRoutes } from '#segment';
import { readTraitTags, registerProfileTagRoutes } from '#tag';
import { type IdentityWorld, openIdentityWorld } from '../../testing/identity-world.ts';

/** Requests of a key of this name are answered as to somebody who sees no personal data. */
const viewer = 'viewer';
let world: IdentityWorld;
let privacy: PrivacyDirectory;

beforeAll(async () => {
  const opened: PrivacyDirectory[] = [];
  const maskers: Pick<PrivacyDirectory, 'maskerFor'> = {
    maskerFor: (caller) => {
      if (opened[0] === undefined) throw new Error('asked before the directory was open');
      return opened[0].maskerFor(caller);
    },
  };
  world = await openIdentityWorld((app, { pg, clickhouse, clock, reader, sourceName }) => {
    app.addHook('preValidation', (request, _reply, done) => {
      if (request.caller.name === viewer) request.caller = { ...request.caller, seesPersonalData: false };
      done();
    });
    registerWholeRoutes(app, { pg, clickhouse, clock, reader, sourceName, privacy: maskers });
    registerCareRoutes(app, { pg, clickhouse, clock, reader, privacy: maskers, tellAssigned: () => Promise.resolve() });
    registerFileRoutes(app, { pg, clickhouse, clock, reader, sourceName, privacy: maskers });
    registerProfileTagRoutes(app, { pg, clickhouse });
    registerCrowdRoutes(app, { pg, clickhouse });
  });
  privacy = await openPrivacyDirectory(world.live.pipeline.stores.pg, readTraitTags);
  opened.push(privacy);
});
afterAll(async () => {
  await privacy.close();
  await world.close();
});

let messages = 0;
const now = (): number => world.live.pipeline.clock.now();
const daysAgo = (days: number): string => new Date(now() - days * 86_400_000).toISOString();
const message = (days: number, more: JsonObject): JsonObject => ({ type: 'track', messageId: `c${++messages}`, timestamp: daysAgo(days), ...more });
const said = (userId: string, days: number, event: string, properties: JsonObject = {}): JsonObject => message(days, { event, userId, properties });
const known = (userId: string, traits: JsonObject, days = 400): JsonObject => message(days, { type: 'identify', userId, traits });

const line = (category: string): JsonObject => ({ sku: 's1', category, brand: '云上', price: 100, quantity: 1 });
const order = (userId: string, id: string, days: number, revenue: number, category = '女装'): JsonObject =>
  said(userId, days, 'Order Completed', { order_id: id, revenue, currency: 'CNY', products: [line(category), line(category)] });

const get = async (path: string, as?: string): Promise<JsonObject> => (await world.ask('GET', path, undefined, as)).body;

describe('a customer from all sides', () => {
  it('has a value, a coverage by dimension, channels that are open or not and why, and a portrait that is told from these', async () => {
    await world.send([
      known('lin', { name: '林晓梅', gender: 'female', birthday: '1991-03-08', phone: '13800138000', address: { city: '上海', street: '静安路 1 号' } }),
      order('lin', 'O1', 500, 800),
      order('lin', 'O2', 60, 1000),
      order('lin', 'O3', 20, 600),
      said('lin', 18, 'Order Refunded', { order_id: 'O3', revenue: 200 }),
      said('lin', 5, 'Complaint Filed', { ticket_id: 'T1', topic: '物流', text: '林晓梅说太慢，电话 13800138000' }),
      said('lin', 4, 'Complaint Filed', { ticket_id: 'T2', topic: '尺码' }),
      said('lin', 3, 'Ticket Resolved', { ticket_id: 'T2', satisfaction: 4 }),
      said('lin', 2, 'SMS Delivered', { campaign_id: 'k' }),
      said('lin', 1, 'SMS Delivered', { campaign_id: 'k' }),
    ]);
    await world.work();
    const id = await world.idOf('user_id', 'lin');
    await world.live.call('POST', `/profiles/${id}/consents`, { purpose: 'marketing', channel: 'sms', state: 'granted', source: 'form' });
    const summary = await get(`/profiles/${id}/summary`);
    expect(summary['value']).toMatchObject({
      orders: 3,
      grossSales: 2400,
      refunds: 200,
      netSales: 2200,
      averageOrder: 800,
      cycleDays: 240,
      recent: { orders: 2, netSales: 1400 },
    });
    const dimensions = summary['dimensions'];
    expect(dimensions).toMatchObject([{ key: 'basic' }, { key: 'interest' }, { key: 'behaviour' }, { key: 'purchase' }, { key: 'social', coverage: 0 }]);
    expect(summary['reach']).toMatchObject({
      days: 7,
      channels: [
        { channel: 'sms', isReachable: true, obstacles: [], touches: 2 },
        { channel: 'phone', isReachable: false, obstacles: [{ why: 'no_consent' }] },
        { channel: 'email', isReachable: false, obstacles: [{ why: 'no_identifier' }, { why: 'no_consent' }] },
        { channel: 'wecom' },
        { channel: 'wechat' },
        { channel: 'push' },
        { channel: 'mail' },
      ],
    });
    const told = Object.fromEntries(
      (Array.isArray(summary['portrait']) ? summary['portrait'] : []).map((one) => [String(Object(one).part), String(Object(one).zh)]),
    );
    expect(told).toEqual({
      who: '上海的女装老客，女，三十多岁。',
      bought: '近 90 天买了 2 次，净消费 1,400 元；累计买了 3 次，净消费 2,200 元，平均每单 800 元，退款 200 元。大约每 240 天买一次，上次下单在 20 天前。',
      likes: '互动最多的品牌是云上。',
      does: expect.stringContaining('近 90 天有'),
      service: '有 1 条投诉未解决。',
      reach: '可以通过短信联系。',
      missing: '尚未了解：邮箱。',
      sure: '以上依据 1 个数据源的 9 条事件。',
    });
    expect(await get(`/profiles/${id}/rank`)).toMatchObject({ netSales: 2200, buyers: 1 });
  });

  it('is not told more of than whoever asks may see', async () => {
    const id = await world.idOf('user_id', 'lin');
    const { text } = await world.ask('GET', `/profiles/${id}/summary`, undefined, viewer);
    expect(text).toContain('三十多岁');
    for (const secret of ['林晓梅', '13800138000', '静安路']) expect(text).not.toContain(secret);
  });

  it('that never did anything, or of whom nothing is known, is said to be just that', async () => {
    await world.send([known('silent', { name: '欧阳修远·阿卜杜勒热合曼诺夫斯基' }), message(1, { event: 'Page Viewed', anonymousId: 'a-nobody' })]);
    await world.work();
    const tell = async (kind: string, value: string): Promise<string> =>
      JSON.stringify((await get(`/profiles/${await world.idOf(kind, value)}/summary`))['portrait']);
    expect(await tell('user_id', 'silent')).toContain('客户，还没有下过单。');
    expect(await tell('user_id', 'silent')).toContain('还没有任何行为数据，仅有登记的资料。');
    expect(await tell('anonymous_id', 'a-nobody')).toContain('访客，身份未知。');
    expect(await tell('anonymous_id', 'a-nobody')).toContain('1 条事件，数据较少，仅供参考');
  });
});

describe('attributes', () => {
  it('say where each value comes from, and what others said that does not count', async () => {
    await world.send([known('two', { city: '北京', level: 1 }, 100), known('two', { city: '广州' }, 50)]);
    await world.work();
    await world.live.pipeline.send([known('two', { city: '深圳' }, 200)], { sourceId: 2 });
    await world.work();
    const { items } = await get(`/profiles/${await world.idOf('user_id', 'two')}/traits`);
    expect(items).toMatchObject([
      { trait: 'city', value: '广州', others: expect.any(Array) },
      { trait: 'level', value: 1, others: [] },
    ]);
  });
});

const textsOf = (answer: JsonObject): readonly string[] => (Array.isArray(answer['items']) ? answer['items'] : []).map((item) => String(Object(item).text));
const eventsOf = (answer: JsonObject): readonly string[] => (Array.isArray(answer['items']) ? answer['items'] : []).map((item) => String(Object(item).event));

describe('a life', () => {
  it('is read by event, source, time and text; orders say what was refunded; a message can be gone to', async () => {
    const id = await world.idOf('user_id', 'lin');
    const page = await get(`/profiles/${id}/events?event=Order%20Completed`);
    expect(page['items']).toMatchObject([{ order: { id: 'O3', value: 600, refunded: 200 } }, { order: { id: 'O2', refunded: 0 } }, { order: { id: 'O1' } }]);
    expect(eventsOf(await get(`/profiles/${id}/events?source=shop`))).toEqual([]);
    const [from, to] = [daysAgo(4.5), daysAgo(1.5)];
    expect(eventsOf(await get(`/profiles/${id}/events?from=${from}&to=${to}`))).toEqual(['SMS Delivered', 'Ticket Resolved', 'Complaint Filed']);
    expect(eventsOf(await get(`/profiles/${id}/events?text=${encodeURIComponent('尺码')}`))).toEqual(['Complaint Filed']);
    const [, second] = Array.isArray(page['items']) ? page['items'] : [];
    const there = await get(`/profiles/${id}/events?limit=1&message=${String(Object(second).messageId)}`);
    expect(there['items']).toMatchObject([{ order: { id: 'O2' } }]);
    expect(eventsOf(await get(`/profiles/${id}/events?limit=1&message=${String(Object(second).messageId)}&cursor=${String(there['next'])}`))).toEqual([
      '$identify',
    ]);
  });

  it('of ten thousand events goes page by page without a gap, in folds or by a text that is rare', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      said('busy', 300 - index / 40, 'Product Viewed', { sku: `s${index}`, note: index % 2500 === 0 ? 'needle' : 'hay' }),
    );
    for (let from = 0; from < many.length; from += 2500) await world.send(many.slice(from, from + 2500));
    await world.work();
    const id = await world.idOf('user_id', 'busy');
    const seen = new Set<string>();
    for (let cursor: unknown = '', pages = 0; typeof cursor === 'string' && pages < 20; pages += 1) {
      const page = await get(`/profiles/${id}/events?limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`);
      for (const item of Array.isArray(page['items']) ? page['items'] : []) seen.add(String(Object(item).messageId));
      cursor = page['next'];
    }
    expect(seen.size).toBe(10_000);
    expect(eventsOf(await get(`/profiles/${id}/events?text=NEEDLE&limit=10`)).length).toBe(4);
    expect(Object((await get(`/profiles/${id}/summary`))['seen'])).toMatchObject({ events: [{ event: 'Product Viewed', count: 10_000 }] });
  }, 60_000);
});

describe('what people write down', () => {
  it('is listed with the complaints of events, changed with its history, taken away and put back', async () => {
    const id = await world.idOf('user_id', 'lin');
    const note = (await world.ask('POST', `/profiles/${id}/care`, { kind: 'note', text: '林晓梅喜欢当面试穿' })).body;
    const followUp = (await world.ask('POST', `/profiles/${id}/care`, { kind: 'follow_up', text: '回访尺码', dueAt: daysAgo(1), assignee: null })).body;
    const complaint = (await world.ask('POST', `/profiles/${id}/care`, { kind: 'complaint', text: '吊牌不符' })).body;
    expect((await get(`/profiles/${id}/care`))['open']).toEqual({ followUps: 1, overdue: 1, complaints: 2 });
    expect((await get(`/profiles/${id}/care`))['complaints']).toMatchObject([
      { ticket: 'T2', state: 'done', satisfaction: 4 },
      { ticket: 'T1', state: 'open', topic: '物流' },
    ]);
    const done = (await world.ask('PATCH', `/care/${String(complaint['id'])}`, { state: 'done', outcome: '已换货' })).body;
    expect(done).toMatchObject({ state: 'done', outcome: '已换货', closedAt: new Date(now()).toISOString(), version: 2 });
    await world.ask('PATCH', `/care/${String(note['id'])}`, { text: '喜欢当面试穿' });
    expect((await get(`/care/${String(note['id'])}/versions`))['items']).toMatchObject([{ version: 1, text: '林晓梅喜欢当面试穿' }]);
    await world.ask('DELETE', `/care/${String(followUp['id'])}`);
    expect(textsOf(await get(`/profiles/${id}/care`))).not.toContain('回访尺码');
    await world.ask('POST', `/care/${String(followUp['id'])}/restore`);
    expect(textsOf(await get(`/profiles/${id}/care`))[0]).toBe('回访尺码');
    expect((await world.ask('PATCH', `/care/${String(note['id'])}`, { state: 'open' })).status).toBe(400);
    expect((await world.ask('POST', `/profiles/${id}/care`, { kind: 'note', text: 'x', dueAt: daysAgo(0) })).status).toBe(400);
    expect((await world.ask('POST', '/profiles/999999/care', { kind: 'note', text: 'x' })).status).toBe(404);
    expect(textsOf(await get(`/care/due?of=everybody`))).toEqual(['回访尺码']);
    expect((await world.ask('GET', `/care/${String(note['id'])}/versions`, undefined, 'other@2')).status).toBe(404);
  });

  it('is shown without what whoever asks must not see, names and addresses too', async () => {
    const id = await world.idOf('user_id', 'lin');
    await world.live.pipeline.stores.pg.query(
      `UPDATE profile.care SET author = 'somebody', text = '林晓梅，住静安路 1 号，13800138000' WHERE text = '吊牌不符'`,
    );
    const { text } = await world.ask('GET', `/profiles/${id}/care`, undefined, viewer);
    for (const secret of ['林晓梅，', '13800138000', '静安路 1 号']) expect(text).not.toContain(secret);
    expect((await world.ask('GET', `/profiles/${id}/care`)).text).toContain('住静安路 1 号');
  });

  it('goes out with everything else of the customer, with what it said before', async () => {
    const file = await get(`/profiles/${await world.idOf('user_id', 'lin')}/file`);
    expect(file).toMatchObject({
      profile: { identifiers: expect.any(Array) },
      complaints: [{ ticket: 'T2' }, { ticket: 'T1' }],
      consents: { history: [{ purpose: 'marketing' }] },
      hasMoreEvents: false,
    });
    expect(file['care']).toEqual(
      expect.arrayContaining([expect.objectContaining({ text: '喜欢当面试穿', before: [expect.objectContaining({ text: '林晓梅喜欢当面试穿' })] })]),
    );
    expect(eventsOf({ items: file['events'] ?? [] })).toContain('Order Completed');
    const { pg } = world.live.pipeline.stores;
    expect(await pg.query(`SELECT object FROM govern.audit WHERE action = 'profile.file'`)).toHaveLength(1);
  });

  it('goes with its side when a merge is undone, as the preview says', async () => {
    await world.send([
      known('left', { name: '甲', city: '北京' }),
      said('left', 2, 'Page Viewed'),
      known('right', { city: '广州' }),
      said('right', 1, 'Page Viewed'),
      said('right', 1, 'Page Viewed'),
    ]);
    await world.work();
    const [left, right] = [await world.idOf('user_id', 'left'), await world.idOf('user_id', 'right')];
    await world.ask('POST', `/profiles/${left}/care`, { kind: 'note', text: 'of left' });
    await world.ask('POST', `/profiles/${right}/care`, { kind: 'note', text: 'of right' });
    const before = [await get(`/profiles/${left}/care`), await get(`/profiles/${right}/care`)];
    const mergeId = await world.merge(left, right, 'by mistake');
    await world.work();
    expect(textsOf(await get(`/profiles/${left}/care`)).toSorted()).toEqual(['of left', 'of right']);
    expect(await get(`/identity/merges/${mergeId}/sides`)).toMatchObject({
      isExact: true,
      sides: [
        { profile: left, identifiers: [{ kind: 'user_id', value: 'left' }], traits: { city: '北京', name: '甲' }, eventCount: 1, care: 1 },
        { profile: right, identifiers: [{ kind: 'user_id', value: 'right' }], traits: { city: '广州' }, eventCount: 2, care: 1 },
      ],
    });
    await world.unmerge(mergeId);
    await world.work();
    expect([await get(`/profiles/${left}/care`), await get(`/profiles/${right}/care`)]).toEqual(before);
    expect((await world.ask('GET', `/identity/merges/${mergeId}/sides`)).status).toBe(404);
  });
});

describe('labels and crowds', () => {
  it('say since when, and who said what people set', async () => {
    const id = await world.idOf('user_id', 'lin');
    const { call } = world.live;
    await call('POST', '/tags', {
      key: 'hand',
      name: '人工',
      category: '会员/服务',
      kind: 'manual',
      type: 'text',
      definition: { manual: true },
      refresh: 'manual',
    });
    await call('POST', '/tags/hand/values', { values: [{ profile: id, value: '重点', expiresAt: '2027-01-01' }], source: '店长' });
    await call('POST', '/segments', { key: 'bought', name: '买过', rule: { did: 'Order Completed' }, refresh: 'manual' });
    await call('POST', '/lists', { key: 'invited', name: '邀请', kind: 'user_id', values: ['lin'] });
    await world.follow();
    expect((await get(`/profiles/${id}/tags`))['items']).toMatchObject([
      { tag: 'hand', name: '人工', category: '会员/服务', tagKind: 'manual', value: '重点', said: '店长', expiresAt: '2026-12-31T16:00:00.000Z' },
    ]);
    expect(await get(`/profiles/${id}/crowds`)).toMatchObject({
      segments: [{ key: 'bought', name: '买过', since: expect.any(String) }],
      lists: [{ key: 'invited', name: '邀请', since: expect.any(String) }],
    });
  });
});
