/** What a user agent says of whoever holds it; '' is unknown. */
export interface Agent {
  readonly device: '' | 'mobile' | 'tablet' | 'desktop' | 'tv' | 'bot';
  readonly model: string;
  readonly os: string;
  readonly osVersion: string;
  readonly browser: string;
}

/** In this order: apps call themselves Chrome and Safari too. */
const browsers: readonly (readonly [name: string, sign: RegExp])[] = [
  ['WeCom', /wxwork\//i],
  ['WeChat', /MicroMessenger\//i],
  ['DingTalk', /DingTalk/i],
  ['Feishu', /Lark\/|Feishu/i],
  ['Alipay', /AlipayClient/i],
  ['Taobao', /AliApp\((TB|TM)/i],
  ['Douyin', /aweme|BytedanceWebview.*douyin/i],
  ['Toutiao', /NewsArticle|Toutiao/i],
  ['Xiaohongshu', /xhsdiscover|discover\/\d/i],
  ['Kuaishou', /Kwai\/|ksNebula/i],
  ['Weibo', /Weibo/i],
  ['Zhihu', /ZhihuHybrid|Zhihu/i],
  ['Bilibili', /BiliApp|bilibili/i],
  ['Baidu', /baiduboxapp|bdbrowser|baidubrowser/i],
  ['Quark', /Quark\//i],
  ['UC Browser', /UCBrowser|UCWEB/i],
  ['QQ', /\bQQ\//],
  ['QQ Browser', /M?QQBrowser/i],
  ['360 Browser', /QihooBrowser|360SE|360EE/i],
  ['Sogou Browser', /MetaSr|SogouMobileBrowser/i],
  ['MIUI Browser', /MiuiBrowser/i],
  ['Huawei Browser', /HuaweiBrowser/i],
  ['Vivo Browser', /VivoBrowser/i],
  ['HeyTap Browser', /HeyTapBrowser|OppoBrowser/i],
  ['Samsung Internet', /SamsungBrowser/i],
  ['Facebook', /FBAN\/|FBAV\//],
  ['Instagram', /Instagram/],
  ['Opera', /OPR\/|Opera/],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Version\/[\d.]+.*Safari\//],
  ['Internet Explorer', /MSIE |Trident\//],
];

const windows: Readonly<Record<string, string>> = { '10.0': '10', '6.3': '8.1', '6.2': '8', '6.1': '7', '6.0': 'Vista', '5.1': 'XP' };

function systemOf(agent: string): Pick<Agent, 'os' | 'osVersion'> {
  const ios = /(?:iPhone|iPad|iPod)(?:.*?)OS (\d+(?:_\d+)*)/.exec(agent);
  if (ios !== null) return { os: agent.includes('iPad') ? 'iPadOS' : 'iOS', osVersion: (ios[1] ?? '').replaceAll('_', '.') };
  const harmony = /(?:HarmonyOS|OpenHarmony)[ /]?(\d+(?:\.\d+)*)?/.exec(agent);
  if (harmony !== null) return { os: 'HarmonyOS', osVersion: harmony[1] ?? '' };
  const android = /Android(?: (\d+(?:\.\d+)*))?/.exec(agent);
  if (android !== null) return { os: 'Android', osVersion: android[1] ?? '' };
  const nt = /Windows NT (\d+\.\d+)/.exec(agent);
  if (nt !== null) return { os: 'Windows', osVersion: windows[nt[1] ?? ''] ?? '' };
  const mac = /Mac OS X (\d+(?:[_.]\d+)*)/.exec(agent);
  if (mac !== null) return { os: 'macOS', osVersion: (mac[1] ?? '').replaceAll('_', '.') };
  if (/CrOS/.test(agent)) return { os: 'ChromeOS', osVersion: '' };
  return { os: /Linux|X11/.test(agent) ? 'Linux' : '', osVersion: '' };
}

function deviceOf(agent: string, os: string): Agent['device'] {
  if (/SmartTV|SMART-TV|HbbTV|AppleTV|GoogleTV|BRAVIA|TV Build/i.test(agent)) return 'tv';
  if (os === 'iPadOS' || /Tablet|PlayBook|Kindle/i.test(agent)) return 'tablet';
  if (os === 'iOS' || /Mobile|Phone/i.test(agent)) return 'mobile';
  // Android without the word Mobile is a tablet, as Google asks of makers.
  if (os === 'Android' || os === 'HarmonyOS') return 'tablet';
  return os === '' ? '' : 'desktop';
}

function modelOf(agent: string): string {
  const apple = /iPhone|iPad|iPod/.exec(agent);
  if (apple !== null) return apple[0];
  const android = /Android[^;)]*; (?:[a-z]{2}[-_][a-z]{2}; )?([^;)]{1,60}?)(?: Build\/[^;)]*)?[;)]/i.exec(agent);
  const model = (android?.[1] ?? '').trim();
  // Chrome says K for any device.
  return /^(K|wv|Mobile|Tablet|U|rv:.*)$/i.test(model) ? '' : model;
}

const nothing: Agent = { device: '', model: '', os: '', osVersion: '', browser: '' };

/** Reads a user agent by the table above. */
export function readAgent(agent: string, isBot: boolean): Agent {
  if (isBot) return { ...nothing, device: 'bot' };
  if (!agent.startsWith('Mozilla/') && !agent.startsWith('Opera/')) return nothing;
  const system = systemOf(agent);
  return { device: deviceOf(agent, system.os), model: modelOf(agent), ...system, browser: browsers.find(([, sign]) => sign.test(agent))?.[0] ?? '' };
}

const known = new Map<string, Agent>();
const mostKnown = 20_000;

/** The same, remembered: a shop's visitors have some thousands of them. */
export function agentOf(agent: string, isBot: boolean): Agent {
  if (agent === '') return nothing;
  const found = known.get(agent);
  if (found !== undefined) return found;
  const read = readAgent(agent, isBot);
  if (known.size >= mostKnown) known.clear();
  known.set(agent, read);
  return read;
}
