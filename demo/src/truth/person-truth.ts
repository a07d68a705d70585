import type { Arm } from '../campaigns.ts';
import { categories } from '../data/goods.ts';
import type { Emission } from '../events/message.ts';
import { armFor, upliftFor } from '../life/purchases.ts';
import type { Person } from '../people/person.ts';
import { emissionsOf } from '../stream.ts';
import { kindOf, type World } from '../world.ts';
import { identityOf } from './identifiers.ts';

/** What somebody bought and gave back, read from the messages that are sent about them. Money in fen. */
interface Ledger {
  readonly orders: readonly { readonly at: number; readonly revenue: number }[];
  readonly refunds: readonly { readonly at: number; readonly amount: number }[];
  /** Price × quantity of lines bought less that of lines returned, and whether anything was bought, by category. */
  readonly net: Readonly<Record<string, number>>;
  /** Complaints of which no resolution was sent. */
  readonly openComplaints: number;
}

function ledgerOf(emissions: readonly Emission[]): Ledger {
  const orders: { at: number; revenue: number }[] = [];
  const refunds: { at: number; amount: number }[] = [];
  const net: Record<string, number> = {};
  const open = new Set<unknown>();
  for (const { message, isCopy, ts } of emissions) {
    if (isCopy || message.properties === undefined) continue;
    if (message.event === 'Complaint Filed') open.add(message.properties['ticket_id']);
    if (message.event === 'Ticket Resolved') open.delete(message.properties['ticket_id']);
    const isOrder = message.event === 'Order Completed';
    if (!isOrder && message.event !== 'Order Refunded') continue;
    const revenue = fen(message.properties['revenue']);
    if (isOrder) orders.push({ at: ts, revenue });
    else refunds.push({ at: ts, amount: revenue });
    const products = message.properties['products'];
    if (typeof products !== 'object') continue;
    for (const { category, price, quantity } of products) net[category] = (net[category] ?? 0) + (isOrder ? 1 : -1) * Math.round(price * 100) * quantity;
  }
  return { orders: orders.sort((a, b) => a.at - b.at), refunds: refunds.sort((a, b) => a.at - b.at), net, openComplaints: open.size };
}

const fen = (amount: unknown): number => (typeof amount === 'number' ? Math.round(amount * 100) : 0);
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

export interface PersonTruth {
  readonly index: number;
  readonly person: Person | undefined;
  readonly emissions: readonly Emission[];
  readonly ledger: Ledger;
  readonly campaigns: readonly { readonly id: string; readonly arm: Arm; readonly uplift: number; readonly hasResponded: boolean }[];
  /** The line of people.jsonl. */
  readonly record: Readonly<Record<string, unknown>>;
}

export function personTruth(world: World, index: number): PersonTruth {
  const { life, emissions } = emissionsOf(world, index);
  const { person } = life;
  const ledger = ledgerOf(emissions);
  const responded = new Set(life.orders.flatMap(({ campaign }) => campaign?.id ?? []));
  const campaigns =
    person === undefined
      ? []
      : world.campaigns.flatMap((campaign) => {
          const arm = armFor(world, person, campaign);
          return arm === undefined ? [] : [{ id: campaign.id, arm, uplift: upliftFor(person, campaign), hasResponded: responded.has(campaign.id) }];
        });
  const revenue = sum(ledger.orders.map((order) => order.revenue));
  const refunded = sum(ledger.refunds.map(({ amount }) => amount));
  const record = {
    person: index,
    kind: kindOf(world, index),
    ...(person === undefined ? {} : traitsOf(person)),
    ...identityOf(world, person, emissions),
    messages: emissions.filter(({ isCopy }) => !isCopy).length,
    events: emissions.filter(({ isCopy, message }) => !isCopy && message.type !== 'identify').length,
    orders: ledger.orders.length,
    revenue: revenue / 100,
    refunds: ledger.refunds.length,
    refunded: refunded / 100,
    net: (revenue - refunded) / 100,
    openComplaints: ledger.openComplaints,
    netByCategory: Object.fromEntries(categories.flatMap((category) => (ledger.net[category] === undefined ? [] : [[category, ledger.net[category] / 100]]))),
    orderedAt: ledger.orders.map(({ at }) => iso(at)),
    campaigns: Object.fromEntries(campaigns.map(({ id, arm, hasResponded }) => [id, hasResponded ? 'responded' : arm])),
  };
  return { index, person, emissions, ledger, campaigns, record };
}

function traitsOf(person: Person): Readonly<Record<string, unknown>> {
  return {
    name: person.name,
    gender: person.gender,
    birthday: person.birthday,
    province: person.place.province,
    city: person.place.city,
    lifeStage: person.lifeStage,
    tastes: Object.fromEntries(categories.map((category, index) => [category, round(person.tastes[index] ?? 0, 4)])),
    priceSensitivity: round(person.priceSensitivity, 4),
    contentment: round(person.contentment, 4),
    rhythm: { shape: round(person.rhythm.shape, 4), meanDays: round(person.rhythm.meanDays, 3) },
    joinedAt: iso(person.joinedAt),
    churnedAt: iso(person.churnedAt),
    household: person.household.first,
    ring: person.ring?.first ?? null,
  };
}
