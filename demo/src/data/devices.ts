/** Phones, browsers and their ways of naming themselves. */
export interface PhoneModel {
  readonly manufacturer: string;
  readonly model: string;
  readonly os: 'iOS' | 'Android' | 'HarmonyOS';
  readonly osVersion: string;
  readonly weight: number;
}

export const phoneModels: readonly PhoneModel[] = [
  { manufacturer: 'Apple', model: 'iPhone14,5', os: 'iOS', osVersion: '17.5', weight: 14 },
  { manufacturer: 'Apple', model: 'iPhone16,1', os: 'iOS', osVersion: '18.1', weight: 10 },
  { manufacturer: 'HUAWEI', model: 'ALN-AL00', os: 'HarmonyOS', osVersion: '4.2', weight: 16 },
  { manufacturer: 'HUAWEI', model: 'NOH-AN00', os: 'HarmonyOS', osVersion: '3.0', weight: 9 },
  { manufacturer: 'Xiaomi', model: '23127PN0CC', os: 'Android', osVersion: '14', weight: 13 },
  { manufacturer: 'OPPO', model: 'PHZ110', os: 'Android', osVersion: '14', weight: 13 },
  { manufacturer: 'vivo', model: 'V2324A', os: 'Android', osVersion: '13', weight: 13 },
  { manufacturer: 'HONOR', model: 'BVL-AN16', os: 'Android', osVersion: '14', weight: 12 },
];

export const phoneAgent = (phone: PhoneModel): string =>
  phone.os === 'iOS'
    ? `Mozilla/5.0 (iPhone; CPU iPhone OS ${phone.osVersion.replace('.', '_')} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148`
    : `Mozilla/5.0 (Linux; Android ${phone.os === 'HarmonyOS' ? '12' : phone.osVersion}; ${phone.model}) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36`;

export const miniProgramAgent = (phone: PhoneModel): string =>
  `${phoneAgent(phone)} MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN MiniProgramEnv`;

export interface BrowserModel {
  readonly agent: string;
  readonly os: string;
  readonly osVersion: string;
  readonly type: 'desktop' | 'mobile' | 'tablet';
}

export const browsers: readonly BrowserModel[] = [
  {
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    os: 'Windows',
    osVersion: '10',
    type: 'desktop',
  },
  {
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0',
    os: 'Windows',
    osVersion: '11',
    type: 'desktop',
  },
  {
    agent: 'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.5414.120 Safari/537.36 QBCore/4.0',
    os: 'Windows',
    osVersion: '7',
    type: 'desktop',
  },
  {
    agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    os: 'Mac OS',
    osVersion: '10.15.7',
    type: 'desktop',
  },
  {
    agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    os: 'iOS',
    osVersion: '17.5',
    type: 'mobile',
  },
  {
    agent: 'Mozilla/5.0 (Linux; U; Android 14; zh-cn; V2324A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 MQQBrowser/15.2 Mobile Safari/537.36',
    os: 'Android',
    osVersion: '14',
    type: 'mobile',
  },
];

export const tablet: BrowserModel = {
  agent: 'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
  os: 'iPadOS',
  osVersion: '17.4',
  type: 'tablet',
};

/** Bots that say so, and two that do not. */
export const botAgents: readonly string[] = [
  'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)',
  'python-requests/2.31.0',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
];
