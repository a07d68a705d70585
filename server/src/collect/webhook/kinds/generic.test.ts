import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callOf, itemsOf, NOW, receive } from '../testing.ts';

const secrets = { secret: 's3cret' };
const body = '{"event":{"type":"form.submitted","id":"f-1"},"answers":{"phone":"13800138000"}}';
const hmac = (text: string, form: 'hex' | 'base64'): string => createHmac('sha256', 's3cret').update(text).digest(form);
const outcome = (settings: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) => {
  const answer = receive('generic', callOf(body, { headers }), { settings, secrets });
  return answer.kind === 'refused' ? answer.reason : answer.kind;
};

describe('a signature over the body', () => {
  it.each([
    [{}, { 'x-signature': hmac(body, 'hex') }, 'delivery'],
    [{}, { 'x-signature': `sha256=${hmac(body, 'hex').toUpperCase()}` }, 'delivery'],
    [{ header: 'X-Hub-Signature-256' }, { 'x-hub-signature-256': `sha256=${hmac(body, 'hex')}` }, 'delivery'],
    [{ encoding: 'base64', header: 'X-Sign' }, { 'x-sign': hmac(body, 'base64') }, 'delivery'],
    [{}, { 'x-signature': hmac(`${body} `, 'hex') }, 'signature'],
    [{}, {}, 'signature'],
    [{ check: 'bearer' }, { authorization: 'Bearer s3cret' }, 'delivery'],
    [{ check: 'bearer' }, { authorization: 'Bearer s3cre' }, 'signature'],
    [{ check: 'header', header: 'X-Token' }, { 'x-token': 's3cret' }, 'delivery'],
    [{ check: 'header', header: 'X-Token' }, { 'x-token': '' }, 'signature'],
    [{ check: 'address' }, {}, 'delivery'],
  ])('%j with %j ends as %s', (settings, headers, expected) => expect(outcome(settings, headers)).toBe(expected));

  it('with a time: “time.body” is signed, and an old one is refused', () => {
    const at = (seconds: number) => outcome({ timestampHeader: 'X-Time' }, { 'x-time': String(seconds), 'x-signature': hmac(`${seconds}.${body}`, 'hex') });
    expect([at(NOW / 1000 - 10), at(NOW / 1000 - 301)]).toEqual(['delivery', 'too_old']);
    expect(outcome({ timestampHeader: 'X-Time' }, { 'x-time': String(NOW / 1000), 'x-signature': hmac(body, 'hex') })).toBe('signature');
  });
});

describe('what came', () => {
  const bring = (text: string, settings: Readonly<Record<string, string>> = {}) =>
    itemsOf(receive('generic', callOf(text), { settings: { check: 'address', ...settings }, secrets: {} }));

  it('is called and numbered as the sender does, or by its content: a retry is the same', () => {
    expect(bring(body, { topicPath: 'event.type', idPath: 'event.id' })).toMatchObject([{ topic: 'form.submitted', delivery: 'f-1' }]);
    const [first, again, other] = [bring(body), bring(body), bring('{"a":1}')].map(([item]) => item?.['delivery']);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['a list is as many items', '[{"a":1},{"a":2}]', [{ body: { a: 1 } }, { body: { a: 2 } }]],
    ['a form', 'name=%E5%B0%8F%E6%98%8E&phone=1', [{ body: { name: '小明', phone: '1' } }]],
    ['JSON in a form', 'payload=%7B%22a%22%3A1%7D', [{ body: { a: 1 } }]],
    ['XML', '<?xml version="1.0"?><root><a>1</a><b><c>x</c></b><b><c>y</c></b></root>', [{ body: { a: '1', b: [{ c: 'x' }, { c: 'y' }] } }]],
    ['what is nothing of that keeps its text', 'hello', [{ text: 'hello' }]],
    ['XML that is not closed', '<a><b>', [{ text: '<a><b>' }]],
  ])('%s', (_what, text, expected) => expect(bring(text)).toMatchObject(expected));
});
