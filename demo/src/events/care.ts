import type { TouchChannel } from '../campaigns.ts';
import { blame, complaints, indifferent, praise, questions } from '../data/talk.ts';
import type { Moment } from '../life/moment.ts';
import { currentAt, type Person } from '../people/person.ts';
import type { Rng } from '../random.ts';
import type { World } from '../world.ts';
import { contextOf, createScene, serverContext } from './context.ts';
import { flatProduct } from './goods.ts';
import type { ExternalId, Said } from './message.ts';
import { memberIds, recordId } from './records.ts';

const touchEvents: Readonly<Record<TouchChannel, { readonly sent: string; readonly opened: string | undefined; readonly clicked: string }>> = {
  email: { sent: 'Email Delivered', opened: 'Email Opened', clicked: 'Email Link Clicked' },
  sms: { sent: 'SMS Delivered', opened: undefined, clicked: 'SMS Link Clicked' },
  wecom: { sent: 'WeCom Message Delivered', opened: 'WeCom Message Opened', clicked: 'WeCom Link Clicked' },
};

/** A campaign's message: delivered, perhaps opened, perhaps clicked. The control group leaves no trace. */
export function sayTouch(person: Person, moment: Extract<Moment, { what: 'touch' }>, rng: Rng): readonly Said[] {
  const { campaign, isOpened, isClicked } = moment;
  const events = touchEvents[campaign.channel];
  const traits =
    campaign.channel === 'email'
      ? { email: currentAt(person.emails, campaign.at) }
      : campaign.channel === 'sms'
        ? { phone: currentAt(person.phones, campaign.at) }
        : undefined;
  const wechat: readonly ExternalId[] = campaign.channel === 'wecom' && person.unionid !== undefined ? [{ id: person.unionid, type: 'unionid' }] : [];
  const context = serverContext({ traits, externalIds: [{ id: person.customerId, type: 'customer_id' }, ...wechat] });
  const properties = { campaign_id: campaign.id, campaign_name: campaign.name, channel: campaign.channel, coupon: campaign.coupon };
  const common = { source: 'marketing', type: 'track', anonymousId: recordId(person), properties, context } as const;
  const said: Said[] = [{ ...common, ts: moment.at, event: events.sent }];
  const openedAt = moment.at + 1000 + Math.floor(rng.next() * 240_000);
  if (isOpened && events.opened !== undefined) said.push({ ...common, ts: openedAt, event: events.opened });
  if (isClicked) said.push({ ...common, ts: openedAt + 5000, event: events.clicked });
  return said;
}

/** The share of complaints that nobody ever closes. */
const neverResolved = 0.15;

/** A call or a chat; all the desk knows is the number it comes from, and the card if it asks. */
export function sayCall(person: Person, moment: Extract<Moment, { what: 'call' }>, rng: Rng): readonly Said[] {
  const [topic, text] = rng.pick(moment.isComplaint ? complaints : questions);
  const asked = rng.chance(0.6);
  const context = serverContext({ traits: { phone: currentAt(person.phones, moment.at) }, externalIds: asked ? memberIds(person) : undefined });
  const ticket = `T${person.index.toString(36)}-${moment.n}`;
  const common = { source: 'service', type: 'track', anonymousId: `call-${ticket}`, context } as const;
  const said: Said[] = [
    {
      ...common,
      ts: moment.at,
      event: moment.isComplaint ? 'Complaint Filed' : 'Support Contacted',
      properties: { ticket_id: ticket, topic, text, channel: rng.pick(['phone', 'chat', 'wecom']) },
    },
  ];
  const satisfaction = Math.min(5, Math.max(1, Math.round(1 + 4 * person.contentment - (moment.isComplaint ? 1 : 0) + 0.6 * rng.normal())));
  const resolvedAt = moment.at + 600_000 + Math.floor(rng.exponential(20 * 3_600_000));
  // Drawn last, so that all the rest is as it was without it.
  if (moment.isComplaint && rng.chance(neverResolved)) return said;
  said.push({
    ...common,
    ts: resolvedAt,
    event: 'Ticket Resolved',
    properties: { ticket_id: ticket, kind: moment.isComplaint ? 'complaint' : 'question', topic, satisfaction },
  });
  return said;
}

const comment = (score: number, rng: Rng): string => rng.pick(score >= 9 ? praise : score >= 7 ? indifferent : blame);

export function saySurvey(person: Person, moment: Extract<Moment, { what: 'survey' }>, rng: Rng): readonly Said[] {
  const { score, order } = moment;
  const email = currentAt(person.emails, moment.at);
  const properties = { survey_id: 'nps-after-order', kind: 'nps', score, order_id: order.id, comment: rng.chance(0.5) ? comment(score, rng) : undefined };
  const externalIds = [{ id: person.customerId, type: 'customer_id' }];
  const context = serverContext({ externalIds, traits: email === undefined ? undefined : { email } });
  return [{ source: 'survey', ts: moment.at, type: 'track', event: 'Survey Submitted', anonymousId: recordId(person), properties, context }];
}

/** A review on the surface where the order was made. */
export function sayReview(world: World, person: Person, moment: Extract<Moment, { what: 'review' }>, rng: Rng): readonly Said[] {
  const line = moment.order.lines[0];
  if (line === undefined) return [];
  const scene = createScene(world.options.seed, moment.device, person, person.index, undefined, rng);
  const { rating } = moment;
  const review = { review_id: `R${moment.order.id}`, rating, review_body: comment(rating * 2, rng), order_id: moment.order.id };
  const properties = flatProduct(line.product, line.variant, line.quantity, review);
  const context = contextOf(scene, { path: `/orders/${moment.order.id}`, title: '评价' }, true);
  return [
    {
      source: scene.source,
      ts: moment.at,
      type: 'track',
      event: 'Product Reviewed',
      anonymousId: moment.device.anonymousId,
      userId: person.userId,
      properties,
      context,
    },
  ];
}
