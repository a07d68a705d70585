import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callOf, encipher, NOW, readReady, receive } from '../testing.ts';

const token = 'QDG6eK';
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const sha1 = (...texts: readonly string[]): string =>
  createHash('sha1')
    .update([...texts].sort().join(''))
    .digest('hex');

const query = (name: 'signature' | 'msg_signature', ...signed: readonly string[]) => ({
  [name]: sha1(token, '1409659813', '1372623149', ...signed),
  timestamp: '1409659813',
  nonce: '1372623149',
});

describe('WeChat', () => {
  const config = { settings: { appId: 'wx1' }, secrets: { token } };
  const event = (name: string, more = '') =>
    `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName><CreateTime>1795300000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${more}</xml>`;

  it('greets with the text it was given, when the signature fits', () => {
    const asked = callOf('', { method: 'GET', query: { ...query('signature'), echostr: '5837397576500011341' } });
    expect(receive('wechat', asked, config)).toMatchObject({ kind: 'greeting', reply: { status: 200, body: '5837397576500011341' } });
    expect(receive('wechat', callOf('', { method: 'GET', query: { signature: 'no', echostr: 'x' } }), config)).toEqual({
      kind: 'refused',
      reason: 'signature',
    });
  });

  it.each([
    ['subscribe', '<EventKey><![CDATA[qrscene_7]]></EventKey>', 'WeChat Followed'],
    ['unsubscribe', '', 'WeChat Unfollowed'],
    ['SCAN', '<EventKey><![CDATA[7]]></EventKey>', 'WeChat QR Scanned'],
    ['CLICK', '<EventKey><![CDATA[menu1]]></EventKey>', 'WeChat Menu Clicked'],
  ])('%s in the plain mode is %3$s of the openid of this app', (name, more, expected) => {
    const answer = receive('wechat', callOf(event(name, more), { query: query('signature') }), config);
    expect(readReady('wechat', answer, config)).toMatchObject([
      { raw: { event: expected, identifiers: { 'openid:wx1': 'oABC' }, timestamp: '2026-11-21T22:26:40.000Z' } },
    ]);
  });

  it('a location that is reported again and again says nothing of a customer and is left out; a text is a message, told apart by its id', () => {
    const read = (body: string) => readReady('wechat', receive('wechat', callOf(body, { query: query('signature') }), config), config)[0];
    expect(read(event('LOCATION'))).toMatchObject({ kind: 'left_out' });
    const text =
      '<xml><FromUserName>oABC</FromUserName><CreateTime>1795300000</CreateTime><MsgType>text</MsgType><Content>在吗 &amp; 谢谢</Content><MsgId>6054768590064713728</MsgId></xml>';
    expect(read(text)).toMatchObject({
      raw: { event: 'WeChat Message Sent', messageId: 'WeChat Message Sent@6054768590064713728', properties: { text: '在吗 & 谢谢' } },
    });
  });

  it('in the safe mode what was enciphered counts, and a retry, enciphered anew, is the same event', () => {
    const safe = { settings: { appId: 'wx1' }, secrets: { token, aesKey } };
    const sent = (xml: string) => {
      const secretText = encipher(aesKey, xml, 'wx1');
      return receive(
        'wechat',
        callOf(`<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[${secretText}]]></Encrypt></xml>`, {
          query: { ...query('msg_signature', secretText), encrypt_type: 'aes' },
        }),
        safe,
      );
    };
    const [first, again] = [sent(event('subscribe')), sent(event('subscribe'))];
    expect(first).toMatchObject({ kind: 'delivery', topic: 'event.subscribe', id: 'oABC/1795300000/subscribe///' });
    expect(again).toEqual(first);
    expect(receive('wechat', callOf(event('subscribe'), { query: query('signature') }), safe), 'plain where cipher was agreed on').toEqual({
      kind: 'refused',
      reason: 'signature',
    });
  });
});

describe('WeCom', () => {
  const config = { settings: { corpId: 'wx5823bf96d3bd56c7' }, secrets: { token, aesKey } };

  it('greets with what was enciphered', () => {
    const echostr = encipher(aesKey, '1616140317555161061', 'wx5823bf96d3bd56c7');
    const asked = callOf('', { method: 'GET', query: { ...query('msg_signature', echostr), echostr } });
    expect(receive('wecom', asked, config)).toMatchObject({ kind: 'greeting', reply: { body: '1616140317555161061' } });
  });

  const contact = (receiver: string) => {
    const xml = `<xml><ToUserName>${receiver}</ToUserName><FromUserName>sys</FromUserName><CreateTime>${NOW / 1000}</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType><UserID>zhangsan</UserID><ExternalUserID>woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA</ExternalUserID><State>shop-7</State></xml>`;
    const secretText = encipher(aesKey, xml, receiver);
    return callOf(`<xml><ToUserName>${receiver}</ToUserName><Encrypt><![CDATA[${secretText}]]></Encrypt></xml>`, { query: query('msg_signature', secretText) });
  };

  it('a customer who was added, by whom and by which code', () => {
    expect(readReady('wecom', receive('wecom', contact('wx5823bf96d3bd56c7'), config))).toMatchObject([
      {
        raw: {
          event: 'WeCom Contact Added',
          identifiers: { wecom_external_id: 'woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA' },
          properties: { staff: 'zhangsan', state: 'shop-7' },
        },
      },
    ]);
  });

  it('what was enciphered for another company, or is no cipher, is refused', () => {
    expect(receive('wecom', contact('ww-another'), config)).toEqual({ kind: 'refused', reason: 'signature' });
    const garbled = 'AAAAAAAAAAAAAAAAAAAAAA==';
    expect(receive('wecom', callOf(`<xml><Encrypt>${garbled}</Encrypt></xml>`, { query: query('msg_signature', garbled) }), config)).toEqual({
      kind: 'refused',
      reason: 'signature',
    });
  });
});
