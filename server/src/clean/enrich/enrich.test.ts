import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../testing.ts';
import { readAgent } from './agent.ts';
import { placeFinder } from './place.ts';

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

describe('an agent', () => {
  it.each([
    [iphone, 'mobile', 'iPhone', 'iOS 17.5.1', 'Safari'],
    [
      'Mozilla/5.0 (Linux; Android 14; 2201123C Build/UKQ1.230804.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240301 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64',
      'mobile',
      '2201123C',
      'Android 14',
      'WeChat',
    ],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36', 'tablet', '', 'Android 10', 'Chrome'],
    [
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300',
      'mobile',
      '',
      'HarmonyOS 5.0',
      'Huawei Browser',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
      'desktop',
      '',
      'Windows 10',
      'Edge',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'desktop',
      '',
      'macOS 10.15.7',
      'Safari',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat wxwork/4.1.22',
      'desktop',
      '',
      'Windows 10',
      'WeCom',
    ],
    ['okhttp/4.12.0', '', '', '', ''],
  ])('%s', (agent, device, model, system, browser) => {
    const read = readAgent(agent, false);
    expect([read.device, read.model, `${read.os} ${read.osVersion}`.trim(), read.browser]).toEqual([device, model, system, browser]);
  });
});

const enricher = {
  channels: { rules: [], ownHosts: [] },
  placeOf: placeFinder(
    (ip) =>
      ip === '1.2.3.4'
        ? {
            country: { iso_code: 'CN', names: { en: 'China', 'zh-CN': '中国' } },
            subdivisions: [{ names: { en: 'Zhejiang', 'zh-CN': '浙江省' } }],
            city: { names: { en: 'Hangzhou' } },
          }
        : null,
    'zh-CN',
  ),
};
const page = (context: object, more: object = {}) =>
  cleanMessage(JSON.parse(JSON.stringify({ type: 'page', userId: 'u1', context, ...more })), { enrich: enricher, remoteAddress: '1.2.3.4' });

describe('an event', () => {
  it('is completed by agent, address and network, says what was found, and keeps its own', () => {
    const { columns, context } = page({
      userAgent: iphone,
      page: { url: 'https://shop.cn/?utm_source=xhs&utm_medium=kol&utm_campaign=%E6%98%A5', referrer: 'https://www.xiaohongshu.com/' },
      os: { name: 'iOS', version: '99' },
    });
    expect(columns).toMatchObject({
      device_type: 'mobile',
      os_version: '99',
      browser_name: 'Safari',
      utm_source: 'xhs',
      utm_campaign: '春',
      traffic_channel: 'organic_social',
      traffic_source: 'xiaohongshu',
      geo_country: '中国',
      geo_province: '浙江省',
      geo_city: 'Hangzhou',
    });
    expect(context).toMatchObject({ os: { name: 'iOS', version: '99' }, traffic: { channel: 'organic_social' }, geo: { city: 'Hangzhou' } });
    expect(context['enriched']).toEqual([
      'device.type',
      'device.model',
      'browser.name',
      'campaign.source',
      'campaign.medium',
      'campaign.name',
      'traffic.channel',
      'traffic.source',
      'geo.country',
      'geo.province',
      'geo.city',
    ]);
  });

  it('that its sender completed stays as it is', () => {
    const sent = {
      userAgent: iphone,
      device: { type: 'watch', model: 'x' },
      os: { name: 'watchOS' },
      browser: { name: 'own' },
      traffic: { channel: 'email', source: 'crm' },
      geo: { city: '苏州' },
      campaign: { source: 'own' },
    };
    const { columns, context } = page({ ...sent, page: { url: 'https://shop.cn/?utm_source=x&gclid=1' } });
    expect(context).toEqual({ ...sent, page: { url: 'https://shop.cn/?utm_source=x&gclid=1' } });
    expect(columns).toMatchObject({ device_type: 'watch', traffic_channel: 'email', utm_source: 'own', geo_city: '苏州' });
  });

  it('of a robot has no channel; one of an app without an address has none either', () => {
    expect(
      page({ userAgent: 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)', page: { url: 'https://shop.cn/' } }).columns,
    ).toMatchObject({ device_type: 'bot' });
    expect(page({}, { type: 'track', event: 'Order Completed' }).columns).not.toHaveProperty('traffic_channel');
    expect(page({}, { type: 'track', event: 'Order Completed', channel: '门店' }).columns).toMatchObject({ traffic_channel: 'offline' });
  });

  it('on a page says where the page was come to from only where that was from outside', () => {
    const click = (referrer: string) => page({ page: { url: 'https://shop.cn/a', referrer } }, { type: 'track', event: 'Clicked' }).columns['traffic_channel'];
    expect([click('https://www.baidu.com/'), click('https://shop.cn/'), click('')]).toEqual(['organic_search', undefined, undefined]);
  });

  it('without a place file, or from inside a house, is nowhere', () => {
    const of = (ip: string) => enricher.placeOf(ip);
    expect([of('192.168.1.7'), of('10.0.0.1'), of('::1'), of('nonsense'), of('8.8.8.8')]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
