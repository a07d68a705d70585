import { DAY } from '../calendar.ts';
import { type Campaign, RESPONSE_DAYS } from '../campaigns.ts';
import { storedName } from '../events/message.ts';
import type { World } from '../world.ts';
import type { PersonTruth } from './person-truth.ts';

interface ArmCount {
  people: number;
  /** Sum of the probabilities with which the treatment makes (or would have made) them order once more. */
  uplift: number;
  responded: number;
  /** Orders within the response time, as anybody can count them. */
  orders: number;
}

export interface CampaignCounter {
  readonly person: (truth: PersonTruth) => void;
  readonly records: () => readonly Readonly<Record<string, unknown>>[];
}

/** Both arms of every campaign: the true effect, what came of it, and what a difference of means would see. */
export function countCampaigns(world: World): CampaignCounter {
  const empty = (): ArmCount => ({ people: 0, uplift: 0, responded: 0, orders: 0 });
  const counts = new Map(
    world.campaigns.map((campaign) => [campaign.id, { campaign, treated: empty(), control: empty(), touches: new Map<string, number>() }]),
  );
  return {
    person: ({ campaigns, ledger, emissions }) => {
      for (const { id, arm, uplift, hasResponded } of campaigns) {
        const count = counts.get(id);
        if (count === undefined) continue;
        count[arm].people += 1;
        count[arm].uplift += uplift;
        count[arm].responded += hasResponded ? 1 : 0;
        count[arm].orders += ledger.orders.filter(({ at }) => at > count.campaign.at && at <= count.campaign.at + RESPONSE_DAYS * DAY).length;
      }
      for (const { source, message, isCopy } of emissions) {
        if (source !== 'marketing' || isCopy) continue;
        const id = message.properties?.['campaign_id'];
        const touches = typeof id === 'string' ? counts.get(id)?.touches : undefined;
        touches?.set(storedName(message), (touches.get(storedName(message)) ?? 0) + 1);
      }
    },
    records: () =>
      [...counts.values()].map(({ campaign, treated, control, touches }) => ({
        ...described(campaign),
        ...effects(treated, control),
        touches: Object.fromEntries([...touches].sort(([a], [b]) => (a < b ? -1 : 1))),
      })),
  };
}

const described = ({ id, name, channel, at, effect, controlShare, coupon, category }: Campaign): Readonly<Record<string, unknown>> => ({
  campaign: id,
  name,
  channel,
  at: new Date(at).toISOString(),
  responseDays: RESPONSE_DAYS,
  designedEffect: effect,
  controlShare,
  coupon: coupon ?? null,
  category: category ?? null,
});

const mean = (total: number, people: number): number | null => (people === 0 ? null : total / people);

function effects(treated: ArmCount, control: ArmCount): Readonly<Record<string, unknown>> {
  return {
    treated: treated.people,
    control: control.people,
    /** Expected extra orders per treated customer: the estimand. */
    trueEffect: mean(treated.uplift, treated.people),
    extraOrders: treated.responded,
    ordersPerTreated: mean(treated.orders, treated.people),
    ordersPerControl: mean(control.orders, control.people),
  };
}
