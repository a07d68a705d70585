import type { Emission, Message } from '../events/message.ts';
import { familyTabletId, ringDeviceId, shopTabletId } from '../people/device.ts';
import type { Person } from '../people/person.ts';
import type { World } from '../world.ts';

export interface Identifier {
  readonly kind: string;
  readonly value: string;
}

export interface SeenIdentifier extends Identifier {
  /** Others appear under it too: a tablet, a family's phone, a ring's device. */
  readonly shared?: true;
  /** It is a slip of somebody's finger and belongs to nobody, or by chance to somebody else. */
  readonly mistyped?: true;
}

/** The identifiers that a message names, normalised: e-mail in lower case, phone to E.164; masked and extension numbers name nobody. */
export function identifiersOf(message: Message): readonly Identifier[] {
  const found: Identifier[] = [];
  const add = (kind: string, value: string | undefined): void => {
    if (value !== undefined) found.push({ kind, value });
  };
  add('user_id', message.userId);
  add('anonymous_id', message.anonymousId);
  for (const traits of [message.traits, message.context.traits]) {
    add('email', traits?.email?.toLowerCase());
    add('phone', traits?.phone === undefined ? undefined : normalisePhone(traits.phone));
  }
  for (const { id, type } of message.context.externalIds ?? []) add(type, id);
  return found;
}

function normalisePhone(written: string): string | undefined {
  if (/[*转]/.test(written)) return undefined;
  const digits = written.replaceAll(/[^\d]/g, '').replace(/^86(?=\d{11}$)/, '');
  return /^1\d{10}$/.test(digits) ? `+86${digits}` : undefined;
}

/** All identifiers under which somebody appears, in order of kind and value, and the groups into which exact matching can join them. */
export function identityOf(
  world: World,
  person: Person | undefined,
  emissions: readonly Emission[],
): { readonly identifiers: readonly SeenIdentifier[]; readonly groups: readonly (readonly string[])[] } {
  const seen = new Map<string, SeenIdentifier>();
  const isOwn = ownership(world, person);
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    const parent = parents.get(key) ?? key;
    return parent === key ? key : root(parent);
  };
  for (const { message } of emissions) {
    let first: string | undefined;
    for (const identifier of identifiersOf(message)) {
      const key = `${identifier.kind}=${identifier.value}`;
      const mark = seen.get(key) ?? { ...identifier, ...isOwn(identifier) };
      seen.set(key, mark);
      if (mark.shared === true || mark.mistyped === true) continue;
      if (!parents.has(key)) parents.set(key, key);
      if (first === undefined) first = root(key);
      else parents.set(root(key), first);
      first = root(key);
    }
    const device = message.context.device?.id;
    if (device !== undefined) seen.set(`device_id=${device}`, { kind: 'device_id', value: device });
  }
  const groups = new Map<string, string[]>();
  for (const key of parents.keys()) {
    const top = root(key);
    groups.set(top, [...(groups.get(top) ?? []), key]);
  }
  const keys = [...seen.keys()].sort();
  return {
    identifiers: keys.flatMap((key) => seen.get(key) ?? []),
    groups: [...groups.values()].map((group) => group.sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
  };
}

function ownership(world: World, person: Person | undefined): (identifier: Identifier) => { readonly shared?: true; readonly mistyped?: true } {
  if (person === undefined) return () => ({});
  const { seed } = world.options;
  const shared = new Set<string>();
  if (person.household.sharesTablet) shared.add(familyTabletId(seed, person.household.first));
  if (person.shopTablet !== undefined) shared.add(shopTabletId(seed, person.shopTablet));
  if (person.ring !== undefined) shared.add(ringDeviceId(seed, person.ring.first));
  const phones = new Set(person.phones.map(({ value }) => `+86${value}`));
  const emails = new Set(person.emails.map(({ value }) => value.toLowerCase()));
  const place = person.index - person.household.first;
  const isSharedPhone = person.household.sharesPhone && place <= 1;
  return ({ kind, value }) => {
    if (kind === 'phone') return phones.has(value) ? (isSharedPhone ? { shared: true } : {}) : { mistyped: true };
    if (kind === 'email') return emails.has(value) ? {} : { mistyped: true };
    return kind === 'anonymous_id' && shared.has(value) ? { shared: true } : {};
  };
}
