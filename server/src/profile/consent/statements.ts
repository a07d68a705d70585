import type { ConsentBatchInput, ConsentInput } from '@danqing/contracts';
import { type KindRules, normaliseIdentifier } from '#clean';
import type { ConsentStatement } from '#govern';
import { identitiesById, identitiesByIdentifier, type Identity } from '#identify';
import { type FaultDetail, invalid, parseMoment } from '#kernel';
import type { PostgresSession } from '#platform';

interface Speaker {
  readonly workspace: number;
  readonly timezone: string;
  readonly defaultRegion: string;
}

type Said = Omit<ConsentStatement, 'originId' | 'profileId' | 'mergedIds'>;

/** Clocks differ a little; what was said tomorrow was not said. */
const clockToleranceMs = 60_000;

/** Reads what was said; every fault at once. `path`: where the list stands, '' for a single one. Throws DQ_INVALID. */
export function readStatements(inputs: readonly ConsentInput[], caller: Speaker, now: number, path = ''): readonly Said[] {
  const faults: FaultDetail[] = [];
  const moment = (text: string | undefined, at: string): number | undefined => {
    if (text === undefined) return undefined;
    const ms = parseMoment(text, caller.timezone);
    if (ms === null || ms < 0)
      faults.push({ path: at, code: 'DQ_FORMAT', message: 'is no moment since 1970; write ISO 8601, as 2026-01-31 or 2026-01-31T08:00:00+08:00' });
    return ms ?? undefined;
  };
  const said = inputs.map((input, index): Said => {
    const place = path === '' ? '' : `${path}/${index}`;
    const at = moment(input.at, `${place}/at`) ?? now;
    const expiresAt = moment(input.expiresAt, `${place}/expiresAt`) ?? null;
    if (at > now + clockToleranceMs) faults.push({ path: `${place}/at`, code: 'DQ_RANGE', message: 'lies in the future' });
    if (expiresAt !== null && input.state === 'refused')
      faults.push({ path: `${place}/expiresAt`, code: 'DQ_RANGE', message: 'a refusal does not expire; only a grant does' });
    if (expiresAt !== null && expiresAt <= at) faults.push({ path: `${place}/expiresAt`, code: 'DQ_RANGE', message: 'lies before the grant itself' });
    const { purpose, channel = '', state, source = 'api', proof = '' } = input;
    return { workspace: caller.workspace, purpose, channel, state, at, expiresAt, source, proof };
  });
  if (faults.length > 0) throw invalid('the consents cannot be recorded', faults);
  return said;
}

type Entry = ConsentBatchInput['consents'][number];

export interface Unmatched {
  readonly index: number;
  readonly reason: 'no_profile' | 'no_identifier';
}

/** Whom each entry is about: the survivor of whatever was merged. Throws DQ_INVALID where an entry names nobody or two. */
export async function findPeople(
  tx: PostgresSession,
  entries: readonly Entry[],
  caller: Speaker,
  kinds: KindRules,
): Promise<readonly (Identity | Unmatched)[]> {
  const faults = entries.flatMap((entry, index) =>
    (entry.profile === undefined) === (entry.identifier === undefined)
      ? [{ path: `/consents/${index}`, code: 'DQ_REQUIRED', message: 'say either "profile" or "identifier"' }]
      : [],
  );
  if (faults.length > 0) throw invalid('the consents cannot be recorded', faults);
  const ids = entries.flatMap(({ profile }) => profile ?? []);
  const byId = new Map((await identitiesById(tx, ids)).map((identity) => [identity.askedId, identity]));
  const asked = entries.map(({ identifier }) => {
    const value = identifier === undefined ? undefined : normaliseIdentifier(identifier.kind, identifier.value, caller.defaultRegion, kinds);
    return value === undefined ? undefined : { workspace: caller.workspace, kind: identifier?.kind ?? '', value };
  });
  const named = asked.filter((one) => one !== undefined);
  const found = await identitiesByIdentifier(tx, named);
  const byIdentifier = new Map(named.map((one, index) => [one, found[index]]));
  return entries.map(({ profile }, index) => {
    const own = asked[index];
    if (profile === undefined && own === undefined) return { index, reason: 'no_identifier' };
    const identity = profile === undefined ? own && byIdentifier.get(own) : byId.get(profile);
    return identity?.workspace === caller.workspace ? identity : { index, reason: 'no_profile' };
  });
}
