import { DAY, HOUR, localDay, startOfDay } from './calendar.ts';
import type { Category } from './data/goods.ts';
import { hash, share, stream } from './random.ts';

export type TouchChannel = 'email' | 'sms' | 'wecom';

/** A message to many at one moment, with a randomised control group. */
export interface Campaign {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly channel: TouchChannel;
  readonly at: number;
  /** Share of those who can be reached that is chosen at all. */
  readonly reach: number;
  /** Share of the chosen that gets nothing. */
  readonly controlShare: number;
  /** Extra orders per treated customer of average price sensitivity who has not churned: the design's true effect. */
  readonly effect: number;
  readonly coupon: string | undefined;
  readonly category: Category | undefined;
}

/** Treated customers who respond do so within these days. */
export const RESPONSE_DAYS = 7;

const designs: readonly (Pick<Campaign, 'name' | 'channel' | 'effect' | 'controlShare' | 'category'> & { readonly hasCoupon: boolean })[] = [
  { name: '春季上新女装', channel: 'email', effect: 0.06, controlShare: 0.3, category: '女装', hasCoupon: false },
  { name: '会员日短信券', channel: 'sms', effect: 0.12, controlShare: 0.5, category: undefined, hasCoupon: true },
  { name: '企微专属好物', channel: 'wecom', effect: 0.08, controlShare: 0.3, category: undefined, hasCoupon: false },
  { name: '品牌故事周刊', channel: 'email', effect: 0, controlShare: 0.5, category: undefined, hasCoupon: false },
  { name: '童装开学季', channel: 'sms', effect: 0.05, controlShare: 0.3, category: '童装', hasCoupon: true },
  { name: '老客回归礼', channel: 'wecom', effect: 0.15, controlShare: 0.5, category: undefined, hasCoupon: true },
];

/** One campaign every 30 days, at ten in the morning, the first on the twentieth day. */
export function createCampaigns(seed: number, start: number, until: number): readonly Campaign[] {
  const campaigns: Campaign[] = [];
  for (let at = startOfDay(localDay(start) + 20) + 10 * HOUR; at + RESPONSE_DAYS * DAY < until; at += 30 * DAY) {
    const number = campaigns.length;
    const design = designs[number % designs.length];
    if (design === undefined) break;
    const { hasCoupon, ...rest } = design;
    const id = `CMP${String(number + 1).padStart(3, '0')}`;
    campaigns.push({
      ...rest,
      number,
      id,
      at,
      reach: 0.5 + 0.3 * share(seed, stream.campaign, number),
      coupon: hasCoupon ? `${id}-${(hash(seed, stream.campaign, number) % 900) + 100}` : undefined,
    });
  }
  return campaigns;
}

export type Arm = 'treated' | 'control';

/** Which arm a reachable customer is in, if chosen; independent of everything else about them. */
export function armOf(seed: number, campaign: Campaign, person: number): Arm | undefined {
  if (share(seed, stream.campaign, campaign.number + 1, person * 2) >= campaign.reach) return undefined;
  return share(seed, stream.campaign, campaign.number + 1, person * 2 + 1) < campaign.controlShare ? 'control' : 'treated';
}

/** Probability that the treatment makes this customer order once more: the price-minded respond more. Nobody who has churned does. */
export const upliftOf = (campaign: Campaign, priceSensitivity: number, hasChurned: boolean): number =>
  hasChurned ? 0 : Math.min(1, campaign.effect * (0.5 + priceSensitivity));
