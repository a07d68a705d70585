/** How many values of a kind one profile may hold, and whether sharing a value makes two profiles one. */
export interface KindRule {
  readonly limit: number;
  readonly merges: boolean;
}

const one: KindRule = { limit: 1, merges: true };
const five: KindRule = { limit: 5, merges: true };
const unlimited: KindRule = { limit: Number.POSITIVE_INFINITY, merges: true };
const recordedOnly: KindRule = { limit: Number.POSITIVE_INFINITY, merges: false };

/** Defaults from the first day (DESIGN §5); part C makes them a workspace's own. */
const defaults: Readonly<Record<string, KindRule>> = {
  user_id: one,
  customer_id: one,
  unionid: one,
  openid: one,
  email: five,
  phone: five,
  card_no: five,
  anonymous_id: unlimited,
  device_id: recordedOnly,
};

/** `openid:<app>` is one-only per app; kinds nobody configured may stand five times on a profile. */
export const ruleOf = (kind: string): KindRule => defaults[kind.startsWith('openid:') ? 'openid' : kind] ?? five;

export const isLimited = (kind: string): boolean => Number.isFinite(ruleOf(kind).limit);
