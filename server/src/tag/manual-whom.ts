import type { TagValue } from '@danqing/contracts';
import { type KindRules, normaliseIdentifier } from '#clean';
import { parseMoment } from '#evaluate';
import { identitiesByIdentifier } from '#identify';
import { type FaultDetail, invalid } from '#kernel';
import type { PostgresSession } from '#platform';
import type { ManualValue } from './manual.ts';

/** A value as it was sent: of a profile, or of whoever holds an identifier. */
export interface SentValue {
  readonly profile?: number;
  readonly identifier?: { readonly kind: string; readonly value: string };
  readonly value: TagValue | null;
  readonly expiresAt?: string;
}

export interface Where {
  readonly workspace: number;
  readonly timezone: string;
  /** For phone numbers without a country code. */
  readonly region: string;
  /** How the workspace writes identifiers. */
  readonly kinds: KindRules;
}

/** Finds who is meant; throws DQ_INVALID where nobody is, or more than one way is given. */
export async function withProfiles(pg: PostgresSession, sent: readonly SentValue[], where: Where): Promise<readonly ManualValue[]> {
  const asked = sent.flatMap(({ identifier }) => (identifier === undefined ? [] : [identifier]));
  const found = await profilesOf(pg, asked, where);
  let next = 0;
  const faults: FaultDetail[] = [];
  const values = sent.map(({ profile, identifier, value, expiresAt }, index): ManualValue => {
    const held = identifier === undefined ? undefined : found[next++];
    const path = `/values/${index}`;
    if ((profile === undefined) === (identifier === undefined)) faults.push({ path, code: 'DQ_REQUIRED', message: 'names either a profile or an identifier' });
    else if (identifier !== undefined && held === undefined)
      faults.push({ path: `${path}/identifier`, code: 'DQ_NOT_FOUND', message: `nobody has the ${identifier.kind} ${identifier.value}` });
    const until = expiresAt === undefined ? null : new Date(parseMoment(expiresAt, where.timezone, `${path}/expiresAt`));
    return { profile: profile ?? held ?? 0, value, expiresAt: until };
  });
  if (faults.length > 0) throw invalid('some values cannot be set; none was', faults.slice(0, 50));
  return values;
}

/** The profiles that hold identifiers, in their order; undefined where nobody does. */
export async function profilesOf(
  pg: PostgresSession,
  asked: readonly { readonly kind: string; readonly value: string }[],
  { workspace, region, kinds }: Where,
): Promise<readonly (number | undefined)[]> {
  if (asked.length === 0) return [];
  const normal = asked.map(({ kind, value }) => ({ workspace, kind, value: normaliseIdentifier(kind, value, region, kinds) ?? '' }));
  return (await identitiesByIdentifier(pg, normal)).map((identity) => identity?.id);
}
