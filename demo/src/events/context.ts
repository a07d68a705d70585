import type { Campaign } from '../campaigns.ts';
import { miniProgramAgent, phoneAgent } from '../data/devices.ts';
import type { Device } from '../people/device.ts';
import type { Person } from '../people/person.ts';
import { hash, type Rng, stream } from '../random.ts';
import type { Context, ExternalId, SourceKey } from './message.ts';

const SITE = 'https://mall.danqing.example';

/** What a visit has in common over all its messages. */
export interface Scene {
  readonly source: SourceKey;
  readonly device: Device;
  readonly person: Person | undefined;
  readonly owner: number;
  readonly utm: Context['campaign'];
  readonly referrer: string;
}

export const sourceOf = (device: Device): SourceKey => (device.surface === 'web' ? 'web' : device.surface === 'app' ? 'app' : 'miniprogram');

const adverts: readonly (readonly [source: string, medium: string, name: string])[] = [
  ['baidu', 'cpc', 'brand-words'],
  ['xiaohongshu', 'kol', 'autumn-notes'],
  ['douyin', 'feed', 'lookalike'],
  ['weibo', 'social', 'daily'],
];

export function createScene(seed: number, device: Device, person: Person | undefined, owner: number, campaign: Campaign | undefined, rng: Rng): Scene {
  const source = sourceOf(device);
  const advert = source !== 'app' && rng.chance(0.22) ? rng.pick(adverts) : undefined;
  const utm =
    campaign === undefined
      ? advert && { source: advert[0], medium: advert[1], name: advert[2] }
      : { source: campaign.channel === 'email' ? 'edm' : campaign.channel, medium: campaign.channel, name: campaign.id };
  const referrer = source === 'web' && utm === undefined && rng.chance(0.4) ? 'https://www.baidu.com/' : '';
  // People of one household or ring come from one address.
  return { source, device, person, owner: hash(seed, stream.neighbourhood, person?.ring?.first ?? person?.household.first ?? owner, 4), utm, referrer };
}

const ipOf = (owner: number): string =>
  `${[36, 58, 112, 113, 116, 117, 119, 121, 183, 223][owner % 10] ?? 113}.${(owner >>> 4) & 255}.${(owner >>> 12) & 255}.${1 + ((owner >>> 20) % 254)}`;

const libraries: Readonly<Record<'web' | 'app' | 'mini' | 'club', Context['library']>> = {
  web: { name: 'analytics.js', version: '1.84.3' },
  app: { name: 'analytics-mobile', version: '4.2.0' },
  mini: { name: 'analytics-miniprogram', version: '2.1.0' },
  club: { name: 'analytics-miniprogram', version: '2.1.0' },
};

interface Page {
  readonly path: string;
  readonly title: string;
}

export function contextOf(scene: Scene, page: Page, isLoggedIn: boolean): Context {
  const { surface } = scene.device;
  const base: Context = { library: libraries[surface], locale: 'zh-CN', timezone: 'Asia/Shanghai', ip: ipOf(scene.owner), campaign: scene.utm };
  if (surface === 'web') return browserContext(base, scene, page);
  return surface === 'app' ? appContext(base, scene, isLoggedIn) : miniProgramContext(base, scene, isLoggedIn);
}

function browserContext(base: Context, { device, referrer }: Scene, page: Page): Context {
  const { browser } = device;
  return {
    ...base,
    userAgent: browser?.agent,
    device: { id: device.deviceId, type: browser?.type ?? 'desktop' },
    os: { name: browser?.os ?? 'Windows', version: browser?.osVersion ?? '10' },
    page: { path: page.path, url: SITE + page.path, title: page.title, referrer, search: '' },
  };
}

const hardware = ({ deviceId, phone }: Device): Pick<Context, 'device' | 'os'> => ({
  device: { id: deviceId, type: phone?.os === 'iOS' ? 'ios' : 'android', manufacturer: phone?.manufacturer, model: phone?.model },
  os: { name: phone?.os ?? 'Android', version: phone?.osVersion ?? '14' },
});

const carriers = ['中国移动', '中国联通', '中国电信'] as const;

function appContext(base: Context, { device, person, owner }: Scene, isLoggedIn: boolean): Context {
  return {
    ...base,
    ...hardware(device),
    userAgent: device.phone && phoneAgent(device.phone),
    app: { name: '丹青优选', version: '5.3.1', namespace: 'cn.danqing.mall' },
    network: { wifi: owner % 3 > 0, carrier: carriers[owner % 3] ?? '中国移动' },
    location: person && { country: 'CN', region: person.place.province, city: person.place.city },
    externalIds: isLoggedIn && person?.unionid !== undefined ? [{ id: person.unionid, type: 'unionid' }] : undefined,
  };
}

function miniProgramContext(base: Context, scene: Scene, isLoggedIn: boolean): Context {
  const { device } = scene;
  const app = device.surface === 'club' ? { name: '丹青会员俱乐部', namespace: 'wxclub' } : { name: '丹青商城', namespace: 'wxmall' };
  return {
    ...base,
    ...hardware(device),
    userAgent: device.phone && miniProgramAgent(device.phone),
    app: { ...app, version: '3.8.0' },
    externalIds: wechatIds(scene, isLoggedIn),
  };
}

/** A mini-program knows the openid at once; the unionid comes with the login (the club asks for it at once). */
function wechatIds({ device, person }: Scene, isLoggedIn: boolean): readonly ExternalId[] | undefined {
  if (person === undefined) return [{ id: `oMall${device.anonymousId.replaceAll('-', '').slice(0, 23)}`, type: 'openid:mall' }];
  const ids: ExternalId[] = [];
  const isClub = device.surface === 'club';
  const openid = isClub ? person.clubOpenid : person.openid;
  if (openid !== undefined) ids.push({ id: openid, type: isClub ? 'openid:club' : 'openid:mall' });
  if (person.unionid !== undefined && (isClub || isLoggedIn)) ids.push({ id: person.unionid, type: 'unionid' });
  return ids;
}

/** Context of messages that servers send. */
export const serverContext = (rest: Partial<Context> = {}): Context => ({ library: { name: 'danqing-demo', version: '0.1.0' }, locale: 'zh-CN', ...rest });
