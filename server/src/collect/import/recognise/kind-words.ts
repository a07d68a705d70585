import type { Words } from './decide.ts';

const known: Readonly<Record<string, Words>> = {
  phone: { zh: '手机号', en: 'phone numbers' },
  email: { zh: '邮箱', en: 'e-mail addresses' },
  customer_id: { zh: '客户号', en: 'customer numbers' },
  user_id: { zh: '登录账号', en: 'account ids' },
  card_no: { zh: '会员卡号', en: 'card numbers' },
  unionid: { zh: '微信 UnionID', en: 'WeChat union ids' },
  'openid:wechat': { zh: '微信 OpenID', en: 'WeChat open ids' },
  external_userid: { zh: '企业微信客户 ID', en: 'WeCom customer ids' },
  buyer_nick: { zh: '买家账号', en: 'buyer names' },
  anonymous_id: { zh: '匿名 ID', en: 'visitor ids' },
  device_id: { zh: '设备 ID', en: 'device ids' },
};

/** A kind of identifier as people call it; one of their own by its name. */
export const kindWords = (kind: string): Words => known[kind] ?? { zh: kind, en: kind };
