import { field, type HookKind, refused, secret } from './kind.ts';
import { receivePush } from './wechat-push.ts';

const column = (path: string) => ({ column: path });
const is = (name: string, value: string) => ({ column: name, op: 'eq', value });

/** Messages and events of an official account or a mini-program. */
export const wechat: HookKind = {
  name: { zh: '微信公众号 / 小程序', en: 'WeChat official account, mini-program' },
  about: { zh: '关注、取消关注、扫码、点菜单、发消息', en: 'Following, leaving, scans, menus, messages' },
  fields: [
    field('appId', { zh: 'AppID', en: 'AppID' }, { hint: { zh: '用来认出 openid 属于哪个应用', en: 'Tells which app an openid belongs to' } }),
    secret('token', { zh: 'Token（令牌）', en: 'Token' }),
    secret(
      'aesKey',
      { zh: 'EncodingAESKey（消息加解密密钥）', en: 'EncodingAESKey' },
      {
        isRequired: false,
        hint: { zh: '选“安全模式”时填；“明文模式”留空', en: 'In the safe mode; empty in the plain one' },
      },
    ),
  ],
  steps: [
    { zh: '在这里先填好 AppID、Token 和 EncodingAESKey 并保存', en: 'Enter AppID, Token and EncodingAESKey here first and save' },
    {
      zh: '微信公众平台：设置与开发 → 基本配置 → 服务器配置，URL 填上面的地址，Token 和密钥填一样的',
      en: 'On the platform of WeChat: Settings → Basic configuration → Server configuration; the address above as URL, the same Token and key',
    },
    { zh: '提交时微信会来验证网址，通过即连上', en: 'When you submit, WeChat verifies this address; once that succeeds, you are connected' },
    {
      zh: '这里只接收、不回复。已有客服系统占用服务器配置时，请让它转发',
      en: 'This only listens and never replies. Where another system has the server configuration, let it pass the messages on',
    },
  ],
  topics: [
    { topic: 'event.subscribe', about: { zh: '关注，记为 WeChat Followed', en: 'WeChat Followed' } },
    { topic: 'event.unsubscribe', about: { zh: '取消关注，记为 WeChat Unfollowed', en: 'WeChat Unfollowed' } },
    { topic: 'event.SCAN', about: { zh: '扫码，记为 WeChat QR Scanned', en: 'WeChat QR Scanned' } },
    { topic: 'event.CLICK', about: { zh: '点菜单，记为 WeChat Menu Clicked', en: 'WeChat Menu Clicked' } },
    { topic: 'text, image, …', about: { zh: '发来的消息，记为 WeChat Message Sent', en: 'WeChat Message Sent' } },
  ],
  receive: (call, { settings, secrets }) => {
    const { token = '', aesKey = '' } = secrets;
    return token === '' ? refused('not_set_up') : receivePush(call, { token, aesKey, receiver: settings['appId'] ?? '' });
  },
  mappings: ({ settings: { appId = '' } }) => [
    {
      topic: '*',
      mapping: {
        when: [
          { if: is('Event', 'subscribe'), event: 'WeChat Followed' },
          { if: is('Event', 'unsubscribe'), event: 'WeChat Unfollowed' },
          { if: is('Event', 'SCAN'), event: 'WeChat QR Scanned' },
          { if: { any: [is('Event', 'CLICK'), is('Event', 'VIEW'), is('Event', 'view_miniprogram')] }, event: 'WeChat Menu Clicked' },
          { if: is('MsgType', 'event'), skip: 'an event that says nothing of a customer' },
          { event: 'WeChat Message Sent' },
        ],
        timestamp: column('CreateTime'),
        identifiers: { [/^[\w.-]{1,64}$/.test(appId) ? `openid:${appId}` : 'openid:wechat']: column('FromUserName') },
        properties: {
          scene: column('EventKey'),
          ticket: column('Ticket'),
          message_type: column('MsgType'),
          text: column('Content'),
          account: column('ToUserName'),
        },
      },
    },
  ],
};
