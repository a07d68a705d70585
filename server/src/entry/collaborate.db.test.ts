import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, itemsOf, joinAs, operatorIdOf, type TestBrowser } from '../../testing/browser.ts';
import { openWholeApi, type WholeApi } from './testing.ts';

const adminKey = 'admin-key-of-the-collaboration-test';
const vip = { key: 'vip', name: '高价值', rule: { trait: 'level', op: 'eq', value: 'gold' }, refresh: 'manual' };
const why = (reason: string) => ({ 'x-change-reason': encodeURIComponent(reason) });

let api: WholeApi;
let owner: TestBrowser;
let marketer: TestBrowser;
let analyst: TestBrowser;
let viewer: TestBrowser;
beforeAll(async () => {
  api = await openWholeApi(adminKey);
  owner = await becomeOwner(api.app, adminKey);
  marketer = await joinAs(api.app, owner, 'marketer', 'marketer@example.com');
  analyst = await joinAs(api.app, owner, 'analyst', 'analyst@example.com');
  viewer = await joinAs(api.app, owner, 'viewer', 'viewer@example.com');
}, 60_000);
afterAll(() => api.close());

const history = async (object: string) => itemsOf(await viewer.ask('GET', `/api/v1/history?object=${object}`));
const bellOf = async (browser: TestBrowser) => itemsOf(await browser.ask('GET', '/api/v1/notifications'));

describe('the history of a definition', () => {
  it('has who changed it, why and what was sent, newest first; what was refused is not in it', async () => {
    expect((await marketer.ask('POST', '/api/v1/segments', vip, why('双十一邀约'))).status).toBe(201);
    expect((await marketer.ask('POST', '/api/v1/segments', vip)).status).toBe(409);
    const wider = { ...vip, rule: { trait: 'level', op: 'in', value: ['gold', 'silver'] } };
    expect((await owner.ask('PUT', '/api/v1/segments/vip', wider, why('人太少'))).status).toBe(200);
    const [second, first, ...more] = await history('segments/vip');
    expect(more).toEqual([]);
    expect(first).toMatchObject({ deed: 'made', actor: 'marketer of default', isKey: false, reason: '双十一邀约', body: vip, approver: null });
    expect(second).toMatchObject({
      deed: 'changed',
      actor: '掌柜',
      reason: '人太少',
      body: { rule: wider.rule },
      sentence: { zh: expect.stringContaining('gold') },
    });
  });

  it('belongs to its workspace, and keys stand in it by their name', async () => {
    await owner.ask('POST', '/api/v1/workspaces', { key: 'other', name: 'Other' });
    const there = await owner.ask('GET', '/api/v1/history?object=segments/vip', undefined, { 'x-workspace': 'other' });
    expect(itemsOf(there)).toEqual([]);
    await owner.ask('POST', '/api/v1/segments', { ...vip, key: 'by_key' }, { authorization: `Bearer ${adminKey}` });
    expect(await history('segments/by_key')).toMatchObject([{ actor: 'admin', isKey: true }]);
    expect((await viewer.ask('GET', '/api/v1/history?object=profiles/1')).status).toBe(400);
  });
});

describe('comments', () => {
  it('ring the bell of who is named and of who has written in the thread, never of the author', async () => {
    const object = 'segments/vip';
    const first = await marketer.ask('POST', '/api/v1/comments', { object, text: '门槛要不要降到银卡？', mentions: [await operatorIdOf(analyst)] });
    expect(first).toMatchObject({
      status: 201,
      body: { isMine: true, author: 'marketer of default', mentions: [{ name: 'analyst of default' }], parent: null },
    });
    const reply = await analyst.ask('POST', '/api/v1/comments', { object, text: '银卡复购率只有一半', parent: first.body['id'] });
    expect(reply.body).toMatchObject({ parent: first.body['id'] });
    expect(await bellOf(analyst)).toMatchObject([{ link: `segments/vip?discuss=${String(first.body['id'])}`, body: { zh: '门槛要不要降到银卡？' } }]);
    expect(await bellOf(marketer)).toMatchObject([{ link: `segments/vip?discuss=${String(reply.body['id'])}` }]);
    expect(await bellOf(viewer)).toEqual([]);
    const told = itemsOf(await viewer.ask('GET', `/api/v1/comments?object=${object}`));
    expect(told.map(({ text, isMine }) => [text, isMine])).toEqual([
      ['门槛要不要降到银卡？', false],
      ['银卡复购率只有一半', false],
    ]);
  });

  it('are changed by their author alone, taken back by the author or an admin, and settled by anybody who may talk', async () => {
    const made = await marketer.ask('POST', '/api/v1/comments', { object: 'segments/vip', text: '写错了' });
    const path = `/api/v1/comments/${String(made.body['id'])}`;
    expect((await analyst.ask('PATCH', path, { text: '改一下' })).status).toBe(403);
    expect((await viewer.ask('POST', '/api/v1/comments', { object: 'segments/vip', text: '我也说' })).status).toBe(403);
    expect((await marketer.ask('PATCH', path, { text: '写对了' })).body).toMatchObject({ text: '写对了', editedAt: expect.any(String) });
    expect((await analyst.ask('POST', `${path}/resolve`, { isResolved: true })).body).toMatchObject({ resolvedBy: 'analyst of default' });
    expect((await analyst.ask('DELETE', path)).status).toBe(403);
    expect((await owner.ask('DELETE', path)).status).toBe(204);
    const left = itemsOf(await viewer.ask('GET', '/api/v1/comments?object=segments/vip')).find(({ id }) => id === made.body['id']);
    expect(left).toMatchObject({ text: '', removedAt: expect.any(String) });
    expect((await marketer.ask('PATCH', path, { text: 'again' })).status).toBe(404);
  });

  it('show nobody’s phone to who may not see it', async () => {
    await owner.ask('POST', '/api/v1/comments', { object: 'segments/vip', text: '他说打 13800138000 找他' });
    const [last] = itemsOf(await viewer.ask('GET', '/api/v1/comments?object=segments/vip')).slice(-1);
    expect(last?.['text']).not.toContain('13800138000');
  });
});

describe('approvals', () => {
  const narrow = { ...vip, rule: { trait: 'level', op: 'eq', value: 'platinum' } };
  const ruleNow = async () => (await viewer.ask('GET', '/api/v1/segments/vip')).body['rule'];

  it('hold back the changes of those who may not approve, and make them as they were sent once somebody else agrees', async () => {
    expect((await marketer.ask('PUT', '/api/v1/approvals', { isNeeded: true })).status).toBe(403);
    expect((await owner.ask('PUT', '/api/v1/approvals', { isNeeded: true })).body).toEqual({ isNeeded: true, open: 0 });
    const before = await ruleNow();
    const etag = (await api.app.inject({ url: '/api/v1/segments/vip', headers: { authorization: `Bearer ${adminKey}` } })).headers.etag;
    const sent = await marketer.ask('PUT', '/api/v1/segments/vip', narrow, { ...why('只要白金'), 'if-match': String(etag) });
    expect(sent).toMatchObject({ status: 202, body: { state: 'open' } });
    expect(await ruleNow()).toEqual(before);
    const path = `/api/v1/proposals/${String(sent.body['proposal'])}`;
    expect((await bellOf(owner))[0]).toMatchObject({ link: `approvals?proposal=${String(sent.body['proposal'])}`, body: { zh: '只要白金' } });
    expect((await analyst.ask('POST', `${path}/approve`, {})).status).toBe(403);
    expect((await owner.ask('POST', `${path}/approve`, { note: '好' })).body).toMatchObject({ state: 'approved', decider: '掌柜', note: '好' });
    expect(await ruleNow()).toEqual(narrow.rule);
    expect((await history('segments/vip'))[0]).toMatchObject({ actor: 'marketer of default', approver: '掌柜', reason: '只要白金' });
    expect((await bellOf(marketer))[0]).toMatchObject({ level: 'success', title: { zh: expect.stringContaining('通过了') } });
    expect(await owner.ask('POST', `${path}/approve`, {})).toMatchObject({ status: 409, code: 'DQ_ALREADY_DECIDED' });
  });

  it('do not overwrite what was changed meanwhile: the proposal stays open and says why', async () => {
    const etag = String((await api.app.inject({ url: '/api/v1/segments/vip', headers: { authorization: `Bearer ${adminKey}` } })).headers.etag);
    const sent = await marketer.ask('PUT', '/api/v1/segments/vip', vip, { 'if-match': etag });
    await owner.ask('PUT', '/api/v1/segments/vip', { ...narrow, name: '白金' });
    const path = `/api/v1/proposals/${String(sent.body['proposal'])}`;
    expect((await owner.ask('POST', `${path}/approve`, {})).status).toBe(412);
    expect((await viewer.ask('GET', path)).body).toMatchObject({ state: 'open', decider: null });
    expect((await analyst.ask('POST', `${path}/withdraw`, {})).status).toBe(403);
    expect((await marketer.ask('POST', `${path}/withdraw`, {})).body).toMatchObject({ state: 'withdrawn' });
  });

  it('let keys and approvers pass, make nothing of a refused proposal, and end when they are switched off', async () => {
    const made = await marketer.ask('POST', '/api/v1/segments', { ...vip, key: 'refused' });
    expect(made.status).toBe(202);
    const rejected = await owner.ask('POST', `/api/v1/proposals/${String(made.body['proposal'])}/reject`, { note: '已有类似人群' });
    expect(rejected.body).toMatchObject({ state: 'rejected', note: '已有类似人群', deed: 'made', object: 'segments/refused' });
    expect((await viewer.ask('GET', '/api/v1/segments/refused')).status).toBe(404);
    expect((await owner.ask('DELETE', '/api/v1/segments/by_key')).status).toBe(204);
    expect((await history('segments/by_key'))[0]).toMatchObject({ deed: 'removed', body: null });
    await owner.ask('PUT', '/api/v1/approvals', { isNeeded: false });
    expect((await marketer.ask('POST', '/api/v1/segments', { ...vip, key: 'free' })).status).toBe(201);
  });
});
