import type { Identifier } from '#clean';
import { type IdentifierKey, keyOf, provisionalBase } from '../model.ts';
import type { KeptIdentifier, KeptLink, Refusal, Refusals } from '../preview/rederive.ts';
import type { HomeParts } from './parts.ts';

/** An identifier that leaves its home. */
export interface Detachment extends Identifier {
  /** The home and the root that it leaves. */
  readonly from: number;
  readonly root: number;
  /** Its new home, a provisional id, one for all that leave one home for the same part; undefined: it is nobody's, as one that a limit refuses, until a message names it alone. */
  readonly home: number | undefined;
  /** ms */
  readonly firstSeen: number;
  /** What first named it with another of that home; undefined where that is not known any more. */
  readonly link: Pick<KeptLink, 'a' | 'b' | 'isAlias' | 'messageId' | 'firstSeen'> | undefined;
  /** Of one that is nobody's: everybody with whom it was named, and what stands in the way; so rules under which they are one again know of it. */
  readonly refusals: readonly Refusal[];
}

type Apart = readonly { readonly a: number; readonly b: number }[];

/** Who leaves, in the order in which they were first seen; `links` in order. */
export function detachmentsOf(
  workspace: number,
  strays: HomeParts['strays'],
  { identifiers, links, refusals }: { readonly identifiers: readonly KeptIdentifier[]; readonly links: readonly KeptLink[]; readonly refusals: Refusals },
): readonly Detachment[] {
  if (strays.length === 0) return [];
  const linkOf = linksWithin(workspace, identifiers, links);
  const homes = new Map<string, number>();
  return strays
    .toSorted(({ identifier: a }, { identifier: b }) => a.firstSeen - b.firstSeen || (keyOf(workspace, a) < keyOf(workspace, b) ? -1 : 1))
    .map(({ identifier: { kind, value, home: from, profile: root, firstSeen }, part }) => {
      const key = keyOf(workspace, { kind, value });
      const link = linkOf.get(key);
      const leaving = { kind, value, from, root, firstSeen, link };
      const refused = part < 0 ? refusals.get(key) : undefined;
      if (refused !== undefined) return { ...leaving, home: undefined, refusals: refused };
      const group = `${from}\n${part}`;
      const home = homes.get(group) ?? provisionalBase + homes.size;
      homes.set(group, home);
      return { ...leaving, home, refusals: [] };
    });
}

/** Of each identifier the first link to another of its home. */
function linksWithin(workspace: number, identifiers: readonly KeptIdentifier[], links: readonly KeptLink[]): ReadonlyMap<IdentifierKey, KeptLink> {
  const homeOf = new Map(identifiers.map((identifier) => [keyOf(workspace, identifier), identifier.home]));
  const linkOf = new Map<IdentifierKey, KeptLink>();
  for (const link of links) {
    const keys = [keyOf(workspace, link.a), keyOf(workspace, link.b)];
    const [one, other] = keys.map((key) => homeOf.get(key));
    if (one === other) for (const key of keys) if (!linkOf.has(key)) linkOf.set(key, link);
  }
  return linkOf;
}

/** What somebody keeps apart from a home is kept apart from what leaves it too: he said so when it was there. Without the pairs that were given. */
export function apartAfter(detached: readonly Detachment[], apart: Apart): Apart {
  const children = new Map<number, Set<number>>();
  for (const { from, home } of detached) if (home !== undefined) children.set(from, (children.get(from) ?? new Set()).add(home));
  return apart.flatMap((pair) => {
    const [ones, others] = [pair.a, pair.b].map((home) => [home, ...(children.get(home) ?? [])]);
    return (ones ?? []).flatMap((a) => (others ?? []).map((b) => ({ a, b }))).filter(({ a, b }) => a !== pair.a || b !== pair.b);
  });
}
