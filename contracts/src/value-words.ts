/** What stored codes are called: the one home of these words, for sentences, editors and pages. */
import type { TrafficChannel } from './enrichment.ts';
import type { Words } from './words.ts';

type Coded = Readonly<Record<string, Words>>;

export const trafficChannelWords: Readonly<Record<TrafficChannel, Words>> = {
  direct: { zh: '直接访问', en: 'Direct' },
  organic_search: { zh: '自然搜索', en: 'Organic search' },
  paid_search: { zh: '付费搜索', en: 'Paid search' },
  organic_social: { zh: '社交媒体', en: 'Social' },
  paid_social: { zh: '社交广告', en: 'Paid social' },
  video: { zh: '视频平台', en: 'Video' },
  paid_video: { zh: '视频广告', en: 'Paid video' },
  email: { zh: '邮件', en: 'E-mail' },
  sms: { zh: '短信', en: 'SMS' },
  push: { zh: '推送通知', en: 'Push' },
  affiliate: { zh: '分销联盟', en: 'Affiliates' },
  display: { zh: '展示广告', en: 'Display ads' },
  ai: { zh: 'AI 助手', en: 'AI assistants' },
  referral: { zh: '外部链接', en: 'Referral' },
  offline: { zh: '线下', en: 'Offline' },
  internal: { zh: '站内', en: 'Internal' },
  other: { zh: '其他推广', en: 'Other campaigns' },
};

const deviceTypes: Coded = {
  mobile: { zh: '手机', en: 'Phone' },
  tablet: { zh: '平板', en: 'Tablet' },
  desktop: { zh: '电脑', en: 'Computer' },
  tv: { zh: '电视', en: 'TV' },
  bot: { zh: '机器人', en: 'Robot' },
};

const same = (name: string): Words => ({ zh: name, en: name });
/** Sites and platforms as `clean/enrich` names them; what is not here is called by its own name. */
const trafficSources: Coded = {
  baidu: { zh: '百度', en: 'Baidu' },
  so360: { zh: '360 搜索', en: '360 Search' },
  sogou: { zh: '搜狗', en: 'Sogou' },
  shenma: { zh: '神马搜索', en: 'Shenma' },
  google: { zh: '谷歌', en: 'Google' },
  bing: { zh: '必应', en: 'Bing' },
  yahoo: { zh: '雅虎', en: 'Yahoo' },
  quark: { zh: '夸克', en: 'Quark' },
  toutiao: { zh: '头条搜索', en: 'Toutiao Search' },
  toutiao_feed: { zh: '今日头条', en: 'Toutiao' },
  weixin: { zh: '微信', en: 'WeChat' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  qq: same('QQ'),
  weibo: { zh: '微博', en: 'Weibo' },
  xiaohongshu: { zh: '小红书', en: 'Xiaohongshu' },
  zhihu: { zh: '知乎', en: 'Zhihu' },
  douban: { zh: '豆瓣', en: 'Douban' },
  tieba: { zh: '百度贴吧', en: 'Baidu Tieba' },
  maimai: { zh: '脉脉', en: 'Maimai' },
  facebook: same('Facebook'),
  instagram: same('Instagram'),
  x: same('X'),
  linkedin: { zh: '领英', en: 'LinkedIn' },
  douyin: { zh: '抖音', en: 'Douyin' },
  kuaishou: { zh: '快手', en: 'Kuaishou' },
  bilibili: { zh: '哔哩哔哩', en: 'Bilibili' },
  weixin_channels: { zh: '微信视频号', en: 'WeChat Channels' },
  tiktok: same('TikTok'),
  youtube: same('YouTube'),
  iqiyi: { zh: '爱奇艺', en: 'iQIYI' },
  youku: { zh: '优酷', en: 'Youku' },
  gmail: same('Gmail'),
  qqmail: { zh: 'QQ 邮箱', en: 'QQ Mail' },
  netease_mail: { zh: '网易邮箱', en: 'NetEase Mail' },
  outlook: same('Outlook'),
  chatgpt: same('ChatGPT'),
  deepseek: same('DeepSeek'),
  doubao: { zh: '豆包', en: 'Doubao' },
  kimi: same('Kimi'),
  yuanbao: { zh: '腾讯元宝', en: 'Tencent Yuanbao' },
  qianwen: { zh: '通义千问', en: 'Qwen' },
  perplexity: same('Perplexity'),
  gemini: same('Gemini'),
  claude: same('Claude'),
  taobao: { zh: '淘宝', en: 'Taobao' },
  jd: { zh: '京东', en: 'JD.com' },
  pinduoduo: { zh: '拼多多', en: 'Pinduoduo' },
  youzan: { zh: '有赞', en: 'Youzan' },
  alipay: { zh: '支付宝', en: 'Alipay' },
};

/** By what carries them: a field of the context as rules write it, a ready tag as `tag:<key>`. */
const coded: ReadonlyMap<string, Coded> = new Map<string, Coded>([
  ['$traffic.channel', trafficChannelWords],
  ['$traffic.source', trafficSources],
  ['$device.type', deviceTypes],
  ['tag:first_channel', trafficChannelWords],
  ['tag:last_visit_channel', trafficChannelWords],
]);

/** What a value of such a field is called; undefined where it is no code. */
export function valueWord(of: string, value: string, language: 'zh' | 'en'): string | undefined {
  const codes = coded.get(of);
  return codes !== undefined && Object.hasOwn(codes, value) ? codes[value]?.[language] : undefined;
}

/** The codes of a field of which every value is one: these are offered though none has come yet. Empty where a value may be something else, as with sources. */
export function valueCodes(of: string): readonly string[] {
  const codes = coded.get(of);
  return codes === undefined || codes === trafficSources ? [] : Object.keys(codes);
}
