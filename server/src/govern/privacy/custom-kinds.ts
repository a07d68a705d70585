import type { PersonalClass } from '@danqing/contracts';

/** How kinds of identifiers are called that people make up, and what such values are. The first that fits counts. */
const personal: readonly (readonly [RegExp, PersonalClass])[] = [
  [/phone|mobile|msisdn|whatsapp|(?:^|[_.-])(?:tel|cell)(?:$|[_.-])|手机|电话/, 'phone'],
  [/e?mail|邮箱|邮件/, 'email'],
  [/id_?card|identity_?(?:card|no)|passport|licen[cs]e|(?:^|[_.-])ssn(?:$|[_.-])|身份证|证件|护照|驾照/, 'id_card'],
  [/bank|iban|credit_?card|debit_?card|银行卡/, 'bank_card'],
  [/nick|name|昵称|姓名|名字|会员名|用户名|称呼/, 'name'],
  [
    /wechat|weixin|(?:^|[_.-])(?:wx|qq|xhs|line)(?:$|[_.-])|wxid|weibo|douyin|tiktok|xiaohongshu|kuaishou|bilibili|alipay|taobao|wangwang|telegram|twitter|facebook|instagram|linkedin|handle|login|(?:^|[_.-])account(?:$|_?n)|微信|微博|抖音|快手|小红书|支付宝|旺旺|账号|账户/,
    'account',
  ],
];

/** Numbers that somebody's system gave: they say nothing to a stranger. */
const numberLike =
  /(?:^|[_.-])(?:id|ids|uid|guid|uuid|no|num|number|code|key|sn|ref|hash|token|idfa|idfv|imei|oaid|gaid|aaid|cid)\d*$|(?:id|no|code)$|编号|编码|代码|工号|学号|序号|流水号|单号/;

/**
 * The class of a kind that nobody has classified: by its name; what looks like a system's number is none; of the rest nothing is known, so it is masked until somebody says what it is
 * (DESIGN §10: masked by default).
 */
export function classOfCustomKind(kind: string): PersonalClass | undefined {
  const name = kind.toLowerCase();
  return personal.find(([form]) => form.test(name))?.[1] ?? (numberLike.test(name) ? undefined : 'account');
}
