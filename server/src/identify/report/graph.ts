import type { IdentityGraph } from '@danqing/contracts';
import type { Identifier, KindRules } from '#clean';
import type { IdentityHistory, StoredJoin } from '../history.read.ts';
import type { Identity } from '../identity.read.ts';
import { bridgesOf } from '../shared/articulation.ts';

const nameOf = ({ kind, value }: Identifier): string => `${kind}=${value}`;
const momentOf = (ms: number): string => new Date(ms).toISOString();

/** A profile's identifiers, what joins them, what would have joined others, and what alone holds it together. */
export function graphOf(
  { id, identifiers, mergedIds }: Identity,
  { edges, conflicts }: IdentityHistory,
  joins: readonly StoredJoin[],
  rules: KindRules,
): IdentityGraph {
  const own = new Set([id, ...mergedIds]);
  const known = new Map(identifiers.map((identifier) => [nameOf(identifier), identifier]));
  const refused = conflicts.flatMap(({ keptId, otherId, a, b, firstSeen }) => {
    const [mine, theirs, profile] = own.has(keptId) ? [a, b, otherId] : [b, a, keptId];
    const isInside = profile !== null && own.has(profile);
    return isInside || !known.has(nameOf(mine)) ? [] : [{ mine, to: profile === null ? nameOf(theirs) : `profile=${profile}`, theirs, profile, firstSeen }];
  });
  const others = new Map(refused.map(({ to, theirs, profile }) => [to, profile === null ? theirs : { kind: 'profile', value: String(profile) }]));
  return {
    profile: id,
    nodes: [
      ...identifiers.map(({ kind, value, firstSeen, lastSeen }) => ({
        id: nameOf({ kind, value }),
        kind,
        value,
        isOthers: false,
        firstSeen: momentOf(firstSeen),
        lastSeen: momentOf(lastSeen),
      })),
      ...[...others]
        .filter(([name]) => !known.has(name))
        .map(([name, { kind, value }]) => ({ id: name, kind, value, isOthers: true, firstSeen: null, lastSeen: null })),
    ],
    edges: [
      ...edges.map(({ a, b, kind, firstSeen }) => ({ from: nameOf(a), to: nameOf(b), kind, firstSeen: momentOf(firstSeen) })),
      ...joins.map(({ a, b, cause, at }) => ({ from: nameOf(a), to: nameOf(b), kind: cause === 'linkage' ? 'linked' : 'manual', firstSeen: momentOf(at) })),
      ...refused.map(({ mine, to, firstSeen }) => ({ from: nameOf(mine), to, kind: 'refused', firstSeen: momentOf(firstSeen) })),
    ],
    bridges: bridgesOf(
      [...edges, ...joins].map(({ a, b }) => [a, b]),
      rules,
    ).map(({ identifier, parts }) => ({ identifier, parts: parts.map((part) => [...part]) })),
  };
}
