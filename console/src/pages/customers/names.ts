import type { ProfileView } from '@danqing/contracts';

const nameTraits = ['name', 'full_name', 'fullName', 'real_name', 'realName', 'nickname', 'nick_name', '姓名', '昵称'];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** What one calls this customer: a name of theirs; undefined where none is known. */
export function nameOf({ traits }: Pick<ProfileView, 'traits'>): string | undefined {
  const whole = nameTraits.map((trait) => textOf(traits[trait])).find((name) => name !== undefined);
  if (whole !== undefined) return whole;
  const parts = ['firstName', 'lastName', 'first_name', 'last_name'].flatMap((trait) => textOf(traits[trait]) ?? []);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** The city, wherever it is kept. */
export function cityOf({ traits }: Pick<ProfileView, 'traits'>): string | undefined {
  const address = traits['address'];
  const inAddress = typeof address === 'object' && address !== null && 'city' in address ? textOf(address.city) : undefined;
  return textOf(traits['city']) ?? inAddress;
}

/** Nested traits as lines: `address.city` → value as text. */
export function linesOf(value: unknown, path = ''): readonly { readonly path: string; readonly text: string }[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [{ path, text: typeof value === 'string' ? value : JSON.stringify(value) }];
  if (Array.isArray(value)) return [{ path, text: value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ') }];
  return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, path === '' ? key : `${path}.${key}`));
}

/** What tells most about somebody first; ids that machines made last. */
const kindOrder = ['customer_id', 'phone', 'email', 'card_no', 'user_id', 'unionid', 'openid'];
const machineKinds = ['device_id', 'anonymous_id'];

const rankOf = (kind: string): number => {
  const family = kind.split(':', 1)[0] ?? kind;
  if (machineKinds.includes(family)) return kindOrder.length + 1 + machineKinds.indexOf(family);
  const rank = kindOrder.indexOf(family);
  return rank === -1 ? kindOrder.length : rank;
};

export const inOrderOfUse = <Identifier extends { readonly kind: string }>(identifiers: readonly Identifier[]): readonly Identifier[] =>
  identifiers.toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind));

const longest = 24;

/** An identifier's value for a narrow place: where it begins and how it ends. */
export const shortOf = (value: string): string => (value.length > longest ? `${value.slice(0, 8)}…${value.slice(-4)}` : value);
