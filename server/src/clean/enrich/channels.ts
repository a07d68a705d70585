import { type TrafficChannel, trafficChannelCodes } from '@danqing/contracts';

export const isTrafficChannel = (text: unknown): text is TrafficChannel => trafficChannelCodes.some((channel) => channel === text);

/** What sort of place a site or platform is. */
export type SiteKind = 'search' | 'social' | 'video' | 'email' | 'ai' | 'shop' | 'payment';

/**
 * Sites and platforms: name → kind, domains (their subdomains too), other names that stand in utm_source. The one definition: what is not here is a referral.
 */
export const sites: Readonly<Record<string, { readonly kind: SiteKind; readonly domains: readonly string[]; readonly names?: readonly string[] }>> = {
  baidu: { kind: 'search', domains: ['baidu.com'], names: ['百度', 'bdsem', 'baidusem'] },
  so360: { kind: 'search', domains: ['so.com', '360.cn', 'haosou.com'], names: ['360', 'so', '360so', 'haosou'] },
  sogou: { kind: 'search', domains: ['sogou.com'], names: ['搜狗'] },
  shenma: { kind: 'search', domains: ['sm.cn'], names: ['神马', 'sm', 'uc'] },
  google: {
    kind: 'search',
    domains: ['google.com', 'google.com.hk', 'google.co.uk', 'google.de', 'google.fr', 'google.co.jp', 'google.com.tw', 'google.com.sg'],
    names: ['谷歌', 'adwords', 'googleads'],
  },
  bing: { kind: 'search', domains: ['bing.com'], names: ['必应'] },
  yahoo: { kind: 'search', domains: ['search.yahoo.com', 'yahoo.co.jp'] },
  yandex: { kind: 'search', domains: ['yandex.ru', 'yandex.com', 'ya.ru'] },
  duckduckgo: { kind: 'search', domains: ['duckduckgo.com'], names: ['ddg'] },
  naver: { kind: 'search', domains: ['naver.com'] },
  ecosia: { kind: 'search', domains: ['ecosia.org'] },
  quark: { kind: 'search', domains: ['quark.cn'], names: ['夸克'] },
  toutiao: { kind: 'search', domains: ['so.toutiao.com'], names: ['头条搜索'] },
  weixin: {
    kind: 'social',
    domains: ['weixin.qq.com', 'wx.qq.com', 'servicewechat.com', 'wechat.com', 'weixin110.qq.com'],
    names: ['wechat', 'wx', '微信', 'mp', 'gongzhonghao', '公众号', 'wechat_mp', 'moments', '朋友圈', 'gdt'],
  },
  wecom: { kind: 'social', domains: ['work.weixin.qq.com'], names: ['企业微信', 'qywx', 'wxwork'] },
  qq: { kind: 'social', domains: ['qzone.qq.com', 'im.qq.com'], names: ['qzone'] },
  weibo: { kind: 'social', domains: ['weibo.com', 'weibo.cn', 't.cn'], names: ['微博', 'sina_weibo'] },
  xiaohongshu: { kind: 'social', domains: ['xiaohongshu.com', 'xhslink.com'], names: ['小红书', 'xhs', 'redbook', 'rednote'] },
  zhihu: { kind: 'social', domains: ['zhihu.com'], names: ['知乎'] },
  douban: { kind: 'social', domains: ['douban.com'], names: ['豆瓣'] },
  tieba: { kind: 'social', domains: ['tieba.baidu.com'], names: ['贴吧'] },
  toutiao_feed: { kind: 'social', domains: ['toutiao.com', 'snssdk.com'], names: ['头条', '今日头条', 'jinritoutiao', 'toutiao', 'oceanengine', '巨量'] },
  maimai: { kind: 'social', domains: ['maimai.cn'], names: ['脉脉'] },
  facebook: { kind: 'social', domains: ['facebook.com', 'fb.com', 'fb.me'], names: ['fb', 'meta', 'messenger'] },
  instagram: { kind: 'social', domains: ['instagram.com'], names: ['ig'] },
  threads: { kind: 'social', domains: ['threads.net', 'threads.com'] },
  x: { kind: 'social', domains: ['twitter.com', 'x.com', 't.co'], names: ['twitter'] },
  linkedin: { kind: 'social', domains: ['linkedin.com', 'lnkd.in'] },
  pinterest: { kind: 'social', domains: ['pinterest.com', 'pin.it'] },
  reddit: { kind: 'social', domains: ['reddit.com'] },
  telegram: { kind: 'social', domains: ['t.me', 'telegram.org'] },
  whatsapp: { kind: 'social', domains: ['whatsapp.com', 'wa.me'] },
  line: { kind: 'social', domains: ['line.me'] },
  snapchat: { kind: 'social', domains: ['snapchat.com'] },
  douyin: { kind: 'video', domains: ['douyin.com', 'iesdouyin.com', 'amemv.com'], names: ['抖音', 'dy'] },
  kuaishou: { kind: 'video', domains: ['kuaishou.com', 'gifshow.com', 'chenzhongtech.com'], names: ['快手', 'ks'] },
  bilibili: { kind: 'video', domains: ['bilibili.com', 'b23.tv'], names: ['哔哩哔哩', 'b站', 'bili'] },
  weixin_channels: { kind: 'video', domains: ['channels.weixin.qq.com'], names: ['视频号', 'shipinhao', 'wechat_channels'] },
  tiktok: { kind: 'video', domains: ['tiktok.com'], names: ['tt'] },
  youtube: { kind: 'video', domains: ['youtube.com', 'youtu.be'], names: ['yt'] },
  iqiyi: { kind: 'video', domains: ['iqiyi.com'], names: ['爱奇艺'] },
  youku: { kind: 'video', domains: ['youku.com'], names: ['优酷'] },
  vimeo: { kind: 'video', domains: ['vimeo.com'] },
  gmail: { kind: 'email', domains: ['mail.google.com'] },
  qqmail: { kind: 'email', domains: ['mail.qq.com', 'exmail.qq.com', 'wx.mail.qq.com'] },
  netease_mail: { kind: 'email', domains: ['mail.163.com', 'mail.126.com', 'mail.yeah.net'] },
  outlook: { kind: 'email', domains: ['outlook.live.com', 'outlook.office.com'] },
  chatgpt: { kind: 'ai', domains: ['chatgpt.com', 'chat.openai.com'], names: ['openai'] },
  deepseek: { kind: 'ai', domains: ['deepseek.com'] },
  doubao: { kind: 'ai', domains: ['doubao.com'], names: ['豆包'] },
  kimi: { kind: 'ai', domains: ['kimi.com', 'moonshot.cn'] },
  yuanbao: { kind: 'ai', domains: ['yuanbao.tencent.com'], names: ['元宝'] },
  qianwen: { kind: 'ai', domains: ['tongyi.com', 'qianwen.com'], names: ['通义', '千问'] },
  perplexity: { kind: 'ai', domains: ['perplexity.ai'] },
  gemini: { kind: 'ai', domains: ['gemini.google.com'] },
  claude: { kind: 'ai', domains: ['claude.ai'] },
  taobao: { kind: 'shop', domains: ['taobao.com', 'tmall.com'], names: ['淘宝', '天猫', 'tmall'] },
  jd: { kind: 'shop', domains: ['jd.com'], names: ['京东'] },
  pinduoduo: { kind: 'shop', domains: ['pinduoduo.com', 'yangkeduo.com'], names: ['拼多多', 'pdd'] },
  youzan: { kind: 'shop', domains: ['youzan.com'], names: ['有赞'] },
  alipay: { kind: 'payment', domains: ['alipay.com'] },
  tenpay: { kind: 'payment', domains: ['tenpay.com', 'wx.tenpay.com'] },
  unionpay: { kind: 'payment', domains: ['95516.com', 'unionpay.com'] },
  paypal: { kind: 'payment', domains: ['paypal.com'] },
  stripe: { kind: 'payment', domains: ['checkout.stripe.com'] },
};

/** Parameters that advertising networks append to the addresses they lead to: what a click was, and whose. */
export const clickIds: Readonly<Record<string, { readonly channel: TrafficChannel; readonly source: string }>> = {
  gclid: { channel: 'paid_search', source: 'google' },
  gbraid: { channel: 'paid_search', source: 'google' },
  wbraid: { channel: 'paid_search', source: 'google' },
  dclid: { channel: 'display', source: 'google' },
  msclkid: { channel: 'paid_search', source: 'bing' },
  bd_vid: { channel: 'paid_search', source: 'baidu' },
  qhclickid: { channel: 'paid_search', source: 'so360' },
  sogou_vid: { channel: 'paid_search', source: 'sogou' },
  yclid: { channel: 'paid_search', source: 'yandex' },
  gdt_vid: { channel: 'paid_social', source: 'weixin' },
  ttclid: { channel: 'paid_video', source: 'tiktok' },
  clickid_oceanengine: { channel: 'paid_video', source: 'douyin' },
  ks_callback: { channel: 'paid_video', source: 'kuaishou' },
  twclid: { channel: 'paid_social', source: 'x' },
  li_fat_id: { channel: 'paid_social', source: 'linkedin' },
  epik: { channel: 'paid_social', source: 'pinterest' },
  // Facebook appends it to every link, paid or not.
  fbclid: { channel: 'organic_social', source: 'facebook' },
  igshid: { channel: 'organic_social', source: 'instagram' },
};

const paid = /^(.*cp.*|ppc|sem|retargeting|paid.*|ads?|adwords|竞价|付费|广告|信息流|feed.*)$/;

/** What utm_medium says, in the order in which it is asked; `paid` and `organic` become what the source is. */
export const mediums: readonly { readonly test: RegExp; readonly channel: TrafficChannel | 'paid' | 'organic' }[] = [
  { test: /^(e-?mail|edm|newsletter|邮件)$/, channel: 'email' },
  { test: /^(sms|mms|短信)$/, channel: 'sms' },
  { test: /^(push|app_?push|web_?push|notification|推送)$/, channel: 'push' },
  { test: /^(affiliates?|cps|partner|分销|联盟)$/, channel: 'affiliate' },
  { test: /^(offline|qr|qrcode|qr_code|poster|print|store|dm|flyer|线下|门店|海报|扫码)$/, channel: 'offline' },
  { test: /^(display|banner|cpm|interstitial|expandable|programmatic|展示|开屏)$/, channel: 'display' },
  { test: /^paid[-_ ]?search$/, channel: 'paid_search' },
  { test: /^paid[-_ ]?social$/, channel: 'paid_social' },
  { test: paid, channel: 'paid' },
  { test: /^(social|social[-_ ]?network|social[-_ ]?media|sm|社交|社媒|kol|koc|种草)$/, channel: 'organic_social' },
  { test: /^(video|视频|live|直播)$/, channel: 'video' },
  { test: /^(organic|seo|自然)$/, channel: 'organic' },
  { test: /^(referral|link|外链)$/, channel: 'referral' },
];
