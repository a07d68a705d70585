import { DAY } from '../calendar.ts';
import { type BrowserModel, browsers, type PhoneModel, phoneModels, tablet } from '../data/devices.ts';
import { cumulate, hash, Rng, stream } from '../random.ts';
import type { World } from '../world.ts';
import { deviceUuid } from './identity.ts';
import type { Person } from './person.ts';

type Surface = 'web' | 'app' | 'mini' | 'club';
export type Sharing = 'own' | 'family_tablet' | 'shop_tablet' | 'ring';

/** One browser profile, installation or mini-program: what keeps one anonymous id. */
export interface Device {
  readonly surface: Surface;
  readonly anonymousId: string;
  readonly deviceId: string;
  readonly sharing: Sharing;
  /** Its user never logs in here. */
  readonly isSecret: boolean;
  readonly from: number;
  readonly to: number;
  /** What its clock shows too much, in milliseconds. */
  readonly skewMs: number;
  readonly phone: PhoneModel | undefined;
  readonly browser: BrowserModel | undefined;
  /** How readily it is taken up. */
  readonly weight: number;
}

const modelSums = cumulate(phoneModels.map(({ weight }) => weight));
/** What the ids of devices are made for, so that two kinds never share one. */
const purpose = { app: 1, install: 2, mini: 3, club: 4, browser: 5, cookie: 6, family: 7, shop: 8, ring: 9 } as const;
const ALWAYS = { from: 0, to: Number.POSITIVE_INFINITY };

export function devicesOf(world: World, person: Person): readonly Device[] {
  if (person.userId === undefined) return [];
  const { seed, mess } = world.options;
  const rng = new Rng(seed, stream.devices, person.index);
  if (person.ring !== undefined) return [ringDevice(world, person.ring.first)];
  const devices: Device[] = [];
  const phone = phoneModels[rng.weighted(modelSums)];
  const make = (surface: Surface, anonymous: readonly [number, number], hardware: readonly [number, number], rest: Partial<Device>): void => {
    devices.push({
      surface,
      anonymousId: deviceUuid(seed, anonymous[0], person.index, anonymous[1]),
      deviceId: deviceUuid(seed, hardware[0], person.index, hardware[1]),
      sharing: 'own',
      isSecret: false,
      ...ALWAYS,
      skewMs: skewOf(world, rng),
      phone,
      browser: undefined,
      weight: 1,
      ...rest,
    });
  };
  const story = (): number => Math.floor(rng.between(world.start + 30 * DAY, world.until));

  if (person.unionid !== undefined) make('mini', [purpose.mini, 0], [purpose.app, 0], { weight: 1.2 });
  if (person.clubOpenid !== undefined) make('club', [purpose.club, 0], [purpose.app, 0], { weight: 0.4 });
  const hasApp = rng.chance(0.5);
  const hasWeb = rng.chance(0.45) || (!hasApp && person.unionid === undefined);
  if (hasApp) {
    const change = rng.chance(0.3) ? story() : Number.POSITIVE_INFINITY;
    const isNewPhone = rng.chance(0.5);
    make('app', [purpose.install, 0], [purpose.app, 0], { to: change, weight: 1.4 });
    if (change < world.until) make('app', [purpose.install, 1], [purpose.app, isNewPhone ? 1 : 0], { from: change, weight: 1.4 });
  }
  if (hasWeb) {
    const count = rng.chance(0.3) ? 2 : 1;
    for (let i = 0; i < count; i += 1) {
      const browser = rng.pick(browsers);
      const reset = rng.chance(0.25) ? story() : Number.POSITIVE_INFINITY;
      make('web', [purpose.cookie, 2 * i], [purpose.browser, i], { to: reset, browser });
      if (reset < world.until) make('web', [purpose.cookie, 2 * i + 1], [purpose.browser, i], { from: reset, browser });
    }
  }
  if (rng.chance(mess.secretDevices)) make('web', [purpose.cookie, 9], [purpose.browser, 9], { browser: rng.pick(browsers), isSecret: true, weight: 0.5 });
  if (person.household.sharesTablet) devices.push(sharedTablet(seed, 'family_tablet', purpose.family, person.household.first, 0.5));
  if (person.shopTablet !== undefined) devices.push(sharedTablet(seed, 'shop_tablet', purpose.shop, person.shopTablet, 0.3));
  return devices;
}

function sharedTablet(seed: number, sharing: Sharing, made: number, owner: number, weight: number): Device {
  const anonymousId = deviceUuid(seed, made, owner, 0);
  return {
    surface: 'web',
    anonymousId,
    deviceId: deviceUuid(seed, made, owner, 1),
    sharing,
    isSecret: false,
    ...ALWAYS,
    skewMs: 0,
    phone: undefined,
    browser: tablet,
    weight,
  };
}

export const shopTabletId = (seed: number, number: number): string => deviceUuid(seed, purpose.shop, number, 0);
export const familyTabletId = (seed: number, household: number): string => deviceUuid(seed, purpose.family, household, 0);
export const ringDeviceId = (seed: number, ring: number): string => deviceUuid(seed, purpose.ring, ring, 0);

/** A ring works from one phone; resetting the app gives each account nothing new. */
function ringDevice(world: World, ring: number): Device {
  const { seed } = world.options;
  return {
    surface: 'app',
    anonymousId: ringDeviceId(seed, ring),
    deviceId: deviceUuid(seed, purpose.ring, ring, 1),
    sharing: 'ring',
    isSecret: false,
    ...ALWAYS,
    skewMs: 0,
    phone: phoneModels[hash(seed, ring, purpose.ring) % phoneModels.length],
    browser: undefined,
    weight: 1,
  };
}

/** The one device of somebody who never says who they are. */
export function visitorDevice(world: World, index: number, surface: 'web' | 'mini'): Device {
  const { seed } = world.options;
  const isWeb = surface === 'web';
  return {
    surface,
    anonymousId: deviceUuid(seed, isWeb ? purpose.cookie : purpose.mini, index, 0),
    deviceId: deviceUuid(seed, isWeb ? purpose.browser : purpose.app, index, 0),
    sharing: 'own',
    isSecret: true,
    ...ALWAYS,
    skewMs: 0,
    phone: phoneModels[hash(seed, index, purpose.mini) % phoneModels.length],
    browser: isWeb ? browsers[hash(seed, index, purpose.browser) % browsers.length] : undefined,
    weight: 1,
  };
}

/** Wrong clocks: most by minutes or hours (a zone set wrongly), a few by days. Never less than two minutes, or nobody would correct them. */
function skewOf(world: World, rng: Rng): number {
  const kind = rng.next();
  const sign = rng.chance(0.5) ? 1 : -1;
  const size = kind < 0.5 ? rng.between(2, 50) * 60_000 : kind < 0.9 ? Math.ceil(rng.between(0, 8)) * 3_600_000 : rng.between(1, 20) * DAY;
  return rng.next() < world.options.mess.skewedClocks ? sign * Math.round(size) : 0;
}
