import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultKinds, openDedupe } from '#clean';
import { isJsonObject, systemClock } from '#kernel';
import { readPipelineState, startPipeline } from '#pipeline';
import { type Method, openWholeApi, type WholeApi } from './testing.ts';

/** What no answer to a masked caller may hold, however it is written: each is planted in several places. */
const planted = {
  phone: '13900001234',
  phoneOfList: '13811112222',
  phoneParked: '13722223333',
  phoneOfImport: '13633334444',
  email: 'plant.byte@example.com',
  emailOfEntity: 'lin.contact@example.com',
  idCard: '11010519491231002X',
  unionid: 'o6zAJs0plantedUnionIdXYZ',
  openid: 'oPlantedOpenIdOfAnApp77',
  name: '欧阳植树',
  nameParked: '司马待处理',
  street: '植物园路九十九号',
  bankCard: '6222021234567890128',
} as const;

const adminKey = 'admin-key-of-the-masking-test';
/** Says to the hook below: this admin is somebody with every right who sees no personal data. */
const maskedHeader = 'x-test-masked';
const clock = systemClock();
const closers: (() => Promise<unknown>)[] = [];
let whole: WholeApi;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
}

async function ask(method: Method, url: string, payload?: object, isMasked = false): Promise<Answer> {
  const answer = await whole.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${adminKey}`, ...(isMasked ? { [maskedHeader]: '1' } : {}) },
    ...(payload === undefined ? {} : { payload }),
  });
  const isJson = String(answer.headers['content-type']).includes('json') && answer.payload !== '';
  return { status: answer.statusCode, text: answer.payload, body: isJson ? JSON.parse(answer.payload) : undefined };
}
const field = (answer: Answer, name: string): unknown => (isJsonObject(answer.body) ? answer.body[name] : undefined);

beforeAll(async () => {
  whole = await openWholeApi(adminKey, (app) => {
    app.addHook('preValidation', (request, _reply, done) => {
      if (request.headers[maskedHeader] === '1') request.caller = { ...request.caller, seesPersonalData: false };
      done();
    });
  });
  const { stores, log, sources } = whole;
  const { pg, clickhouse } = stores;
  const folder = await mkdtemp(join(tmpdir(), 'danqing-masking-'));
  const dedupe = openDedupe(join(folder, 'dedupe'));
  const pipeline = startPipeline({ pg, clickhouse, log, sources, kinds: { of: () => defaultKinds }, dedupe, clock, logger: pino({ level: 'silent' }) });
  closers.push(
    () => pipeline.stop(),
    () => whole.close(),
    () => dedupe.close(),
    () => rm(folder, { recursive: true, force: true }),
  );
  const traits = {
    name: planted.name,
    phone: planted.phone,
    email: planted.email,
    身份证: planted.idCard,
    bank_card: planted.bankCard,
    address: { city: '上海', street: planted.street },
    收货地址: `上海市浦东新区${planted.street}`,
    note: `${planted.name} 电话${planted.phone}`.replace(planted.name, '客户'),
  };
  const externalIds = [
    { id: planted.unionid, type: 'unionid' },
    { id: planted.openid, type: 'openid:wx1' },
  ];
  const messages = [
    { type: 'identify', userId: 'u1', traits, context: { externalIds, ip: '203.0.113.7' } },
    { type: 'identify', userId: 'u2', traits: { phone: planted.phone, name: planted.name } },
    { type: 'identify', userId: 'u3', traits: { name: planted.name, address: { street: planted.street } } },
    {
      type: 'track',
      event: 'Order Completed',
      userId: 'u1',
      properties: {
        receiver: { name: planted.name, phone: planted.phone },
        remark: `请打${planted.phone}`,
        url: `https://x.cn/?m=${planted.phone}&姓名=${planted.name}`,
      },
      context: { page: { url: `https://x.cn/?u=${encodeURIComponent(planted.email)}` }, traits: { name: planted.name } },
    },
    { type: 'track', userId: 'u9', properties: { phone: planted.phoneParked, 姓名: planted.nameParked, text: planted.email } },
  ].map((message, index) => ({ messageId: `planted-${index}`, ...message }));
  const record = { workspace: 1, sourceId: 1, protocol: 'segment', call: 'batch', receivedAt: clock.now(), remoteAddress: '203.0.113.7', userAgent: '' };
  await log.append([{ ...record, events: messages.length, body: Buffer.from(JSON.stringify({ batch: messages })) }]);
  await ask('POST', '/api/v1/entities', {
    entities: [{ kind: 'contact', key: 'k1', attributes: { 姓名: planted.name, email: planted.emailOfEntity, phone: planted.phone } }],
  });
  const isSettled = async (): Promise<boolean> =>
    (await readPipelineState({ pg, log, sources })).lag === 0 && (await pg.query('SELECT 1 AS n FROM pipeline.outbox')).length === 0;
  await vi.waitUntil(isSettled, { timeout: 60_000, interval: 50 });

  const rule = {
    all: [
      { trait: 'name', op: 'eq', value: planted.name },
      { trait: 'phone', op: 'eq', value: planted.phone },
    ],
  };
  const made = [
    await ask('POST', '/api/v1/segments', { key: 'some', name: 'Some', rule, refresh: 'manual' }),
    await ask('POST', '/api/v1/tags', { key: 'some', name: 'Some', category: 'x', kind: 'fact', definition: { trait: 'name' }, refresh: 'manual' }),
    await ask('POST', '/api/v1/tags', {
      key: 'hand',
      name: 'Hand',
      category: 'x',
      kind: 'manual',
      type: 'text',
      definition: { manual: true },
      refresh: 'manual',
    }),
    await ask('POST', '/api/v1/lists', { key: 'some', kind: 'phone', values: [planted.phone, planted.phoneOfList] }),
    await ask('POST', '/api/v1/identity/shared/decide', { kind: 'email', value: planted.email, decision: 'shared' }),
    await ask('POST', '/api/v1/tags/hand/values', { values: [{ identifier: { kind: 'user_id', value: 'u1' }, value: `tel ${planted.phone}` }] }),
  ];
  const refused = made.find(({ status }) => status >= 300);
  if (refused !== undefined) throw new Error(refused.text);
  await pg.query(
    `INSERT INTO collect.import (id, workspace, source, timezone, file, file_name, mapping, state, total_bytes, rejected_count, rejected, finished_at)
     VALUES ('1', 1, 'crm', 'Asia/Shanghai', '/nowhere', $1, '{}', 'done', 1, 1, $2, now())`,
    [
      `${planted.phoneOfImport}.csv`,
      JSON.stringify([
        { row: 1, reason: 'identifier', column: '姓名', value: planted.name },
        { row: 2, reason: `no phone: ${planted.phoneOfImport}` },
      ]),
    ],
  );
}, 120_000);
afterAll(async () => {
  for (const close of closers) await close();
});

/** Every way in which a value may be hidden in a text: escapes of URLs, and base64 as cursors have it. */
function readings(text: string): string {
  const decoded = [...text.matchAll(/[\w-]{16,}/g)].map(([word]) => Buffer.from(word, 'base64url').toString('utf8'));
  return [text, text.replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) => safeDecode(escaped)), ...decoded].join('\n');
}
const safeDecode = (escaped: string): string => {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
};
const leaksIn = (text: string): readonly string[] => {
  const all = readings(text);
  return Object.entries(planted).flatMap(([name, value]) => (all.includes(value) ? [name] : []));
};

/** Addresses of a route with things in its place holders that are there. */
function addresses(path: string): readonly string[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    ':id': ['1', '2', '3', '4', '1-4', '0-4'],
    ':key': path.includes('/entities') ? ['k1'] : path.includes('/packs') ? ['retail'] : ['some', 'hand'],
    ':kind': path.includes('/entities') ? ['contact'] : ['import', 'definition_run'],
    ':path': ['name', 'phone', 'address.street', 'note'],
    ':version': ['1'],
    ':name': ['name', 'phone', 'Order Completed'],
  };
  let all: readonly string[] = [path];
  for (const holder of new Set(path.match(/:\w+/g) ?? []))
    all = all.flatMap((each) => (values[holder] ?? ['1']).map((value) => each.replaceAll(holder, encodeURIComponent(value))));
  return all.flatMap((each) => [each, ...(queries[path] ?? []).map((query) => `${each}?${query}`)]);
}
const queries: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/profiles/lookup': [`kind=phone&value=${planted.phone}`, `kind=email&value=${planted.email}`, `kind=unionid&value=${planted.unionid}`],
  '/api/v1/profiles/search': [`q=${planted.phone}`, `q=${encodeURIComponent(planted.name)}`],
  '/api/v1/profiles': ['limit=1'],
  '/api/v1/events': ['limit=1'],
  '/api/v1/identity/shared': ['limit=1'],
  '/api/v1/lists/:key/unmatched': ['limit=1'],
  '/api/v1/segments/:key/why': ['profile=1', 'profile=2'],
  '/api/v1/tags/:key/why': ['profile=1', 'profile=2'],
  '/api/v1/identity/conflicts': ['state=all'],
};

const rule = {
  any: [
    { trait: 'name', op: 'eq', value: planted.name },
    { trait: 'note', op: 'contains', value: planted.phone },
  ],
};
const barerNotes = {
  id: 'notes',
  name: 'notes',
  isOn: true,
  part: 'traits',
  path: 'note',
  steps: [{ do: 'replace', find: '电话', with: ' ' }],
  otherwise: 'keep',
  examples: [],
};
/** Reads that are asked by POST. */
const posts: readonly (readonly [string, object])[] = [
  ['/api/v1/segments/preview', { rule }],
  ['/api/v1/segments/portrait', { rule: { has: 'phone' } }],
  ['/api/v1/segments/preview', { rule: { nonsense: planted.phone } }],
  ['/api/v1/segments/some/dry-run', { rule }],
  ['/api/v1/identity/shared/split', { kind: 'phone', value: planted.phone, dryRun: true }],
  ['/api/v1/cleaning/preview', { rule: barerNotes }],
  ['/api/v1/segments/overlap', { segments: ['some', 'some'] }],
];

/** A stream never ends; evaluate masks what it says. */
const isWalked = (path: string): boolean => path.startsWith('/api/v1') && !path.endsWith('/stream') && !path.endsWith('*');

async function walk(isMasked: boolean): Promise<ReadonlyMap<string, readonly string[]>> {
  const seen = new Map<string, readonly string[]>();
  for (const { path } of whole.routes.filter(({ method, path }) => method === 'GET' && isWalked(path)))
    for (const url of addresses(path)) seen.set(`GET ${url}`, leaksIn((await ask('GET', url, undefined, isMasked)).text));
  for (const [url, body] of posts) seen.set(`POST ${url} ${JSON.stringify(body)}`, leaksIn((await ask('POST', url, body, isMasked)).text));
  return seen;
}

describe('somebody with every right who sees no personal data', () => {
  it('finds none of what was planted in any answer, whereas the admin key finds all of it', async () => {
    const [open, masked] = [await walk(false), await walk(true)];
    // If the walk missed what was planted, it would prove nothing.
    expect([...new Set([...open.values()].flat())].sort()).toEqual(Object.keys(planted).sort());
    const showing = [...open].filter(([, found]) => found.length > 0).map(([url]) => url.split('?')[0]);
    expect(new Set(showing).size).toBeGreaterThan(20);
    expect([...masked].filter(([, found]) => found.length > 0)).toEqual([]);
  }, 240_000);

  it('sees what helps: who it may be, and that it is there', async () => {
    const found = await ask('GET', `/api/v1/profiles/lookup?kind=phone&value=${planted.phone}`, undefined, true);
    expect(found.status).toBe(200);
    expect(field(found, 'traits')).toMatchObject({ name: '欧*', email: 'p***@example.com', address: { city: '上海', street: '***' }, 收货地址: '上海市 ***' });
  });

  it('goes on from a page whose cursor is sealed, and decides about an identifier that is', async () => {
    const first = await ask('GET', '/api/v1/profiles?limit=1', undefined, true);
    const next = field(first, 'next');
    expect(next).toMatch(/^~/);
    const second = await ask('GET', `/api/v1/profiles?limit=1&cursor=${encodeURIComponent(String(next))}`, undefined, true);
    expect(second.status).toBe(200);
    expect(second.text).not.toBe(first.text);
    const shared = field(await ask('GET', '/api/v1/identity/shared', undefined, true), 'items');
    const [item] = Array.isArray(shared) ? shared.filter(isJsonObject) : [];
    expect(item).toMatchObject({ kind: 'email', value: 'p***@example.com', sealed: expect.stringMatching(/^~/) });
    const decided = await ask('POST', '/api/v1/identity/shared/decide', { kind: 'email', value: item?.['sealed'], decision: 'shared' }, true);
    expect(decided.body).toMatchObject({ value: 'p***@example.com', state: 'shared' });
    expect((await ask('GET', `/api/v1/profiles?cursor=~${'a'.repeat(60)}`, undefined, true)).body).toMatchObject({ code: 'DQ_SEAL' });
  });

  it('gets a repeated answer masked that the admin key got in clear, and the other way round', async () => {
    const again = async (isMasked: boolean): Promise<string> => {
      const headers = { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'preview-once', ...(isMasked ? { [maskedHeader]: '1' } : {}) };
      const { payload } = await whole.app.inject({ method: 'POST', url: '/api/v1/segments/preview', headers, payload: { rule } });
      return payload;
    };
    const [open, masked, openAgain] = [await again(false), await again(true), await again(false)];
    expect(leaksIn(open)).not.toEqual([]);
    expect(leaksIn(masked)).toEqual([]);
    expect(openAgain).toBe(open);
  });

  it('follows a field that the workspace classifies, from the next answer on, and its versions are kept', async () => {
    const profile = String(field(await ask('GET', '/api/v1/profiles/lookup?kind=user_id&value=u1'), 'id'));
    const noteOf = async () => {
      const traits = field(await ask('GET', `/api/v1/profiles/${profile}`, undefined, true), 'traits');
      return isJsonObject(traits) ? traits['note'] : undefined;
    };
    expect(await noteOf()).toBe('客户 电话139****1234');
    const all = ['phone', 'email', 'id_card', 'bank_card'];
    const changed = await ask('PUT', '/api/v1/privacy/classification', {
      fields: [{ scope: 'trait', path: 'note', class: 'address' }],
      recognise: all,
      reason: 'notes hold addresses',
    });
    expect([changed.status, field(changed, 'version')]).toEqual([200, 1]);
    expect(await noteOf()).toBe('***');
    await ask('PUT', '/api/v1/privacy/classification', { fields: [], recognise: all });
    expect(await noteOf()).toBe('客户 电话139****1234');
    const versions = field(await ask('GET', '/api/v1/privacy/classification/versions'), 'items');
    expect(Array.isArray(versions) ? versions.length : 0).toBe(2);
  });

  it('reveals one profile’s fields for a reason, and the log has their names and no value', async () => {
    const profile = String(field(await ask('GET', '/api/v1/profiles/lookup?kind=user_id&value=u1'), 'id'));
    const refused = await ask('POST', `/api/v1/profiles/${profile}/reveal`, { reason: 'no' }, true);
    expect(refused.status).toBe(400);
    const shown = await ask('POST', `/api/v1/profiles/${profile}/reveal`, { fields: ['phone', 'traits.name'], reason: `回访 ${planted.phone}` }, true);
    expect(shown.body).toMatchObject({ identifiers: [{ kind: 'phone', value: `+86${planted.phone}` }], traits: { name: planted.name } });
    expect(shown.text).not.toContain(planted.email);
    const [entry] = await whole.stores.pg.query<{ text: string; details: unknown }>(
      `SELECT details::text AS text, details FROM govern.audit WHERE action = 'profile.reveal' ORDER BY id DESC LIMIT 1`,
    );
    expect(entry?.details).toMatchObject({ fields: ['phone', 'traits.name'], reason: '回访 139****1234' });
    expect(leaksIn(entry?.text ?? '')).toEqual([]);
  });
});
