import { describe, expect, it } from 'vitest';
import { type Landing, trafficOf } from './traffic.ts';

const nobody: Landing = { source: '', medium: '', campaign: '', url: 'https://shop.example.com/', referrer: '', clicks: [], browser: 'Chrome' };
const usual = { rules: [], ownHosts: [] };
const told = (landing: Partial<Landing>, settings: Parameters<typeof trafficOf>[1] = usual): string => {
  const { channel, source } = trafficOf({ ...nobody, ...landing }, settings);
  return `${channel} ${source}`.trim();
};

describe('by referrer', () => {
  it.each([
    ['', 'direct'],
    ['https://www.baidu.com/link?url=x', 'organic_search baidu'],
    ['https://tieba.baidu.com/p/1', 'organic_social tieba'],
    ['https://www.so.com/s?q=x', 'organic_search so360'],
    ['https://m.sm.cn/s', 'organic_search shenma'],
    ['https://www.google.de/', 'organic_search google'],
    ['https://www.google.com.br/', 'organic_search google'],
    ['https://mp.weixin.qq.com/s/abc', 'organic_social weixin'],
    ['https://channels.weixin.qq.com/x', 'video weixin_channels'],
    ['https://www.xiaohongshu.com/explore/1', 'organic_social xiaohongshu'],
    ['https://www.zhihu.com/question/1', 'organic_social zhihu'],
    ['https://www.bilibili.com/video/BV1', 'video bilibili'],
    ['https://mail.qq.com/', 'email qqmail'],
    ['https://chat.deepseek.com/', 'ai deepseek'],
    ['https://blog.partner.cn/post', 'referral blog.partner.cn'],
    ['https://www.shop.example.com/cart', 'internal'],
    ['https://help.example.com/', 'internal'],
    ['https://mapi.alipay.com/gateway', 'internal alipay'],
    ['android-app://com.tencent.mm', 'referral com.tencent.mm'],
    ['nonsense', 'direct'],
  ])('%s is %s', (referrer, expected) => expect(told({ referrer })).toBe(expected));

  it('nobody comes from baidu.com.evil.net as from Baidu', () => expect(told({ referrer: 'https://baidu.com.evil.net/' })).toBe('referral baidu.com.evil.net'));
  it('companies under .com.cn are not one house', () => expect(told({ url: 'https://a.com.cn/', referrer: 'https://b.com.cn/' })).toBe('referral b.com.cn'));
  it('what is opened in an app without a referrer came from there', () => expect(told({ browser: 'WeChat' })).toBe('organic_social weixin'));
});

describe('by campaign', () => {
  it.each([
    [{ source: 'baidu', medium: 'cpc' }, 'paid_search baidu'],
    [{ source: '百度', medium: '竞价' }, 'paid_search baidu'],
    [{ source: 'weixin', medium: 'cpm' }, 'display weixin'],
    [{ source: 'WeChat', medium: 'paid' }, 'paid_social weixin'],
    [{ source: '抖音', medium: '信息流' }, 'paid_video douyin'],
    [{ source: 'xhs', medium: 'kol' }, 'organic_social xiaohongshu'],
    [{ source: 'newsletter', medium: 'EDM' }, 'email newsletter'],
    [{ source: 'crm', medium: 'sms' }, 'sms crm'],
    [{ source: 'duomai', medium: 'cps' }, 'affiliate duomai'],
    [{ source: 'store-7', medium: '扫码' }, 'offline store-7'],
    [{ source: 'someone', medium: 'cpc' }, 'display someone'],
    [{ source: 'zhihu' }, 'organic_social zhihu'],
    [{ source: 'newsletter' }, 'email newsletter'],
    [{ source: 'spring' }, 'other spring'],
    [{ campaign: 'spring' }, 'other'],
    [{ source: 'partner', medium: 'referral' }, 'referral partner'],
  ])('%j is %s', (landing, expected) => expect(told(landing)).toBe(expected));
});

describe('by what networks append', () => {
  it.each([
    [{ clicks: ['gclid'], source: 'newsletter', medium: 'email' }, 'paid_search google'],
    [{ clicks: ['bd_vid'] }, 'paid_search baidu'],
    [{ clicks: ['gdt_vid'] }, 'paid_social weixin'],
    [{ clicks: ['fbclid'] }, 'organic_social facebook'],
    [{ clicks: ['fbclid'], source: 'facebook', medium: 'paid_social' }, 'paid_social facebook'],
  ])('%j is %s', (landing, expected) => expect(told(landing)).toBe(expected));
});

it('own definitions and own domains go first', () => {
  const own = {
    rules: [
      {
        channel: 'affiliate' as const,
        when: [
          { field: 'source' as const, op: 'startsWith' as const, value: 'KOL-' },
          { field: 'medium' as const, op: 'is' as const, value: 'cpc' },
        ],
      },
    ],
    ownHosts: ['ourbrand.cn'],
  };
  expect(told({ source: 'kol-7', medium: 'CPC' }, own)).toBe('affiliate kol-7');
  expect(told({ source: 'kol-7' }, own)).toBe('other kol-7');
  expect(told({ referrer: 'https://m.ourbrand.cn/' }, own)).toBe('internal');
});
