import { soundsLike } from '../data/names.ts';
import { levelAt } from '../life/levels.ts';
import type { Moment } from '../life/moment.ts';
import { maskPhone } from '../people/identity.ts';
import type { Person } from '../people/person.ts';
import type { Rng } from '../random.ts';
import type { World } from '../world.ts';
import { serverContext } from './context.ts';
import { type ExternalId, type Said, type Traits, yuan } from './message.ts';
import { fullTraits } from './traits.ts';

/** The anonymous id that server-side messages about a member carry, as clients must send one. */
export const recordId = (person: Person): string => `crm-${person.customerId}`;

export const memberIds = (person: Person): readonly ExternalId[] => [
  { id: person.customerId, type: 'customer_id' },
  { id: person.cardNo, type: 'card_no' },
];

/** A row of the CRM: the fullest description there is, and the dirtiest. */
export function sayRecord(world: World, person: Person, moment: Extract<Moment, { what: 'record' }>, rng: Rng): readonly Said[] {
  const isBound = person.isBound && (moment.reason === 'updated' || rng.chance(0.5) || world.options.mess.typos === 0);
  const traits: Traits = {
    ...dirty(world, fullTraits(person, moment.at), rng),
    memberLevel: moment.reason === 'updated' ? undefined : levelAt(0),
    favouriteShop: `S${String(person.shop + 1).padStart(3, '0')}`,
    marketingOptIn: rng.chance(0.8),
  };
  return [
    {
      source: 'crm',
      ts: moment.at,
      type: 'identify',
      anonymousId: recordId(person),
      userId: isBound ? person.userId : undefined,
      traits,
      context: serverContext({ externalIds: memberIds(person) }),
    },
  ];
}

export function sayLevel(person: Person, moment: Extract<Moment, { what: 'level' }>): readonly Said[] {
  const common = { source: 'crm', anonymousId: recordId(person), context: serverContext({ externalIds: memberIds(person) }) } as const;
  const properties = { from: moment.from, to: moment.to, spent: yuan(moment.spent), direction: 'up' };
  return [
    { ...common, ts: moment.at, type: 'track', event: 'Membership Level Changed', properties },
    { ...common, ts: moment.at + 5, type: 'identify', traits: { memberLevel: moment.to } },
  ];
}

/** Masked and extension numbers, slips of the finger, and harmless ways of writing the same thing. */
function dirty(world: World, traits: Traits, rng: Rng): Traits {
  const { mess } = world.options;
  const phone = traits.phone;
  let written: Traits = traits;
  if (phone !== undefined) {
    const luck = rng.next();
    if (luck < mess.maskedPhones) written = { ...written, phone: luck < mess.maskedPhones * 0.85 ? maskPhone(phone) : `${phone}转${1000 + rng.int(9000)}` };
    else if (mess.typos > 0) written = { ...written, phone: writtenPhone(phone, rng) };
  }
  if (!rng.chance(mess.typos)) return written;
  const what = rng.int(3);
  if (what === 0 && phone !== undefined && written.phone === phone) return { ...written, phone: mistyped(phone, rng) };
  if (what === 1 && traits.email !== undefined) return { ...written, email: traits.email.replace(/\d(?=\d*@)/, (digit) => String((Number(digit) + 1) % 10)) };
  return { ...written, name: misheard(traits.name ?? '') };
}

function writtenPhone(phone: string, rng: Rng): string {
  const way = rng.int(10);
  if (way === 0) return `+86 ${phone}`;
  if (way === 1) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  return way === 2 ? `86-${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}` : phone;
}

/** Two neighbouring digits swapped, or one hit beside: still a possible number, but not this person's. */
function mistyped(phone: string, rng: Rng): string {
  const place = 4 + rng.int(6);
  const [a, b] = [phone.charAt(place), phone.charAt(place + 1)];
  const [c, d] = a === b ? [String((Number(a) + 1) % 10), b] : [b, a];
  return phone.slice(0, place) + c + d + phone.slice(place + 2);
}

function misheard(name: string): string {
  const wrong = Array.from(name, (character, index) => (index > 0 ? (soundsLike.get(character) ?? character) : character)).join('');
  return wrong === name ? `${name} ` : wrong;
}
