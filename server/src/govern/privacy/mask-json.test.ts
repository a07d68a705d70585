import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifierOf, firstClassification } from './classification.ts';
import { maskerOf } from './mask-json.ts';

const masker = maskerOf(classifierOf(firstClassification));
const json = (value: unknown): unknown => masker.json(value);

describe('an answer for somebody who sees no personal data', () => {
  it('has a profile’s identifiers and attributes masked by what they are, the rest as it is', () => {
    const profile = {
      id: 17,
      identifiers: [
        { kind: 'phone', value: '+8613812345678', source: 'web' },
        { kind: 'openid:wx1', value: 'o6zAJs0abcdefgh1234', source: 'mp' },
        { kind: 'customer_id', value: 'C00123', source: 'crm' },
        { kind: 'card_no', value: '88001234', source: 'pos' },
      ],
      traits: {
        name: '张三',
        city: '上海',
        gender: 'female',
        birthday: '1990-05-17',
        phone: 13812345678,
        address: { province: '上海市', city: '上海', street: '世纪大道1号', zip: '200120' },
        收货地址: '上海市浦东新区世纪大道1号',
        company: { name: '丹青科技' },
        child: { name: '张小宝' },
        age: 36,
      },
      tags: { tier: 'gold' },
      eventCount: 13_812_345_678,
    };
    expect(json(profile)).toEqual({
      ...profile,
      identifiers: [
        { kind: 'phone', value: '+86138****5678', source: 'web' },
        { kind: 'openid:wx1', value: 'o6zA****1234', source: 'mp' },
        { kind: 'customer_id', value: 'C00123', source: 'crm' },
        { kind: 'card_no', value: '88****34', source: 'pos' },
      ],
      traits: {
        ...profile.traits,
        name: '张*',
        birthday: '1990-05-**',
        phone: '138****5678',
        address: { province: '上海市', city: '上海', street: '***', zip: '***' },
        收货地址: '上海市 ***',
        child: { name: '张*' },
      },
    });
  });

  it('has an event’s properties and context masked, and products keep their names', () => {
    const event = {
      event: 'Order Completed',
      messageId: 'm-1',
      identifiers: ['email=lisi@example.com', 'unionid=o6zAJs0abcdefgh1234', 'user_id=u1'],
      properties: {
        name: '首页',
        products: [{ name: '连衣裙', sku: 'A1' }],
        shipping: { consignee: '李四', phone: '13812345678' },
        note: '{"手机号":"13812345678"}',
      },
      context: { ip: '203.0.113.7', page: { url: 'https://x.cn/?m=13812345678' }, traits: { name: '李四' } },
    };
    expect(json(event)).toEqual({
      ...event,
      identifiers: ['email=l***@example.com', 'unionid=o6zA****1234', 'user_id=u1'],
      properties: { ...event.properties, shipping: { consignee: '李*', phone: '138****5678' }, note: '{"手机号":"138****5678"}' },
      context: { ip: '203.0.*.*', page: { url: 'https://x.cn/?m=138****5678' }, traits: { name: '李*' } },
    });
  });

  it('has a message in quarantine masked although it is a text, and one that is no JSON too', () => {
    const raw = JSON.stringify({ type: 'identify', traits: { name: '王五', email: 'wang@example.com' }, context: { ip: '203.0.113.7' } });
    expect(json({ id: '1-0', reason: 'invalid', detail: 'no userId', raw })).toEqual({
      id: '1-0',
      reason: 'invalid',
      detail: 'no userId',
      raw: '{"type":"identify","traits":{"name":"王*","email":"w***@example.com"},"context":{"ip":"203.0.*.*"}}',
    });
    expect(json({ raw: '{"traits":{"姓名":"王五","email":"wang@exa' })).toEqual({ raw: '{"traits":{"姓名":"王*","email":"wang@exa' });
  });

  it('has rules’ values masked, and what sentences, texts and queries say of them', () => {
    const view = {
      key: 'some',
      name: '某人',
      rule: {
        all: [
          { trait: 'name', op: 'in', value: ['张三', 'Al'] },
          { trait: 'address.city', op: 'eq', value: '上海' },
        ],
      },
      sentence: { zh: '姓名是“张三”、“Al”之一，且城市是“上海”的人。', en: 'People whose name is one of “张三” or “Al”.' },
      sql: "SELECT 1 WHERE name IN ('张三', 'Al')",
    };
    expect(json(view)).toEqual({
      ...view,
      rule: {
        all: [
          { trait: 'name', op: 'in', value: ['张*', 'A*'] },
          { trait: 'address.city', op: 'eq', value: '上海' },
        ],
      },
      sentence: { zh: '姓名是“张*”、“A*”之一，且城市是“上海”的人。', en: 'People whose name is one of “张*” or “A*”.' },
      sql: "SELECT 1 WHERE name IN ('张*', 'A*')",
    });
  });

  it('has pairs of linkage masked column by column, and a portrait’s buckets by their attribute', () => {
    const pair = {
      columns: ['name', 'city', 'street'],
      a: { profile: 1, values: ['张三', '上海', '世纪大道1号'] },
      b: { profile: 2, values: ['张山', null, null] },
    };
    expect(json(pair)).toEqual({ ...pair, a: { profile: 1, values: ['张*', '上海', '***'] }, b: { profile: 2, values: ['张*', null, null] } });
    const attribute = (key: string, value: string) => ({ attributes: [{ kind: 'trait', key, buckets: [{ kind: 'value', value, inside: 3 }] }] });
    expect(json(attribute('name', '张三'))).toEqual(attribute('name', '张*'));
    expect(json(attribute('city', '上海'))).toEqual(attribute('city', '上海'));
  });

  it('has the examples of a file’s columns masked by their headings', () => {
    const columns = [
      { name: '姓名', examples: ['张三'] },
      { name: '城市', examples: ['上海'] },
    ];
    expect(json({ columns })).toEqual({ columns: [{ name: '姓名', examples: ['张*'] }, columns[1]] });
  });

  it('keeps mappings, problem documents and counts readable', () => {
    const answers = [
      { mapping: { identifiers: { phone: { column: '手机号' } }, traits: { name: { column: '姓名' } } } },
      { title: 'Bad Request', detail: 'the address does not exist here', errors: [{ path: '/name', code: 'DQ_REQUIRED', message: 'is required' }] },
      { partners: { phone: 3, email: 150_000 }, accepted: 13_812_345_678 },
      { dependencies: { identifiers: ['phone', 'email'], traits: ['name', 'address.city'] } },
    ];
    for (const answer of answers) expect(json(answer)).toBe(answer);
  });

  it('follows what the workspace says of its fields', () => {
    const own = maskerOf(
      classifierOf({
        recognise: ['phone'],
        fields: [
          { scope: 'trait', path: 'name', class: 'none' },
          { scope: 'trait', path: 'plate', class: 'account' },
          { scope: 'tag', path: 'full_name', class: 'name' },
        ],
      }),
    );
    expect(own.json({ traits: { name: '丹青', plate: '沪A12345', note: 'a@example.com 13812345678' }, tags: { full_name: '张三' } })).toEqual({
      traits: { name: '丹青', plate: '沪****5', note: 'a@example.com 138****5678' },
      tags: { full_name: '张*' },
    });
  });

  it('is the same again when it is masked again, and the same object where nothing is personal', () => {
    const leaf = fc.oneof(fc.constantFrom('13812345678', '张三', 'a@b.cn', '上海市浦东新区1号', 'x', 7, null, true), fc.string());
    const key = fc.constantFrom('name', 'phone', 'traits', 'properties', 'value', 'kind', 'trait', 'raw', 'identifiers', 'city', 'columns', 'items');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(key, tie('tree'), { maxKeys: 4 })),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const once = json(value);
        expect(json(once)).toEqual(once);
      }),
    );
    const plain = { items: [{ traits: { city: '上海' } }], next: null };
    expect(json(plain)).toBe(plain);
  });
});
