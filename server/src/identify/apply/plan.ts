import type { Identifier, KindRules } from '#clean';
import type { HomeJoin, StandingEdge } from '../merge/reshape.ts';
import { type IdentifierKey, keyOf } from '../model.ts';
import type { KeptIdentifier, KeptLink, Rederived, Refusal } from '../preview/rederive.ts';
import { rootOf } from '../root-of.ts';
import { apartAfter, type Detachment, detachmentsOf } from './detach.ts';
import { partsOf, type Placed } from './parts.ts';

/** What is known of a part of the graph that no link leaves. */
export interface PartFacts {
  readonly identifiers: readonly KeptIdentifier[];
  readonly links: readonly KeptLink[];
  readonly standing: readonly StandingEdge[];
  /** Pairs of homes that somebody keeps apart. */
  readonly apart: readonly { readonly a: number; readonly b: number }[];
}

/** An identifier that a limit refused and that now fits. */
interface Attachment extends Identifier {
  readonly home: number;
  /** ms */
  readonly firstSeen: number;
  readonly sourceId: number;
}

/** A link that now stands as refused: `b` became nobody's. */
interface RefusedLink extends Refusal {
  readonly b: Identifier;
  /** The home of `a`. */
  readonly kept: number;
}

export interface ApplyPlan {
  /** Merges to undo. */
  readonly cuts: readonly number[];
  /** Identifiers that leave their home, and what is kept apart from their new homes; both before merges are made. */
  readonly detached: readonly Detachment[];
  readonly apart: PartFacts['apart'];
  readonly joins: readonly HomeJoin[];
  readonly attached: readonly Attachment[];
  /** Links of identifiers that become nobody's. */
  readonly refused: readonly RefusedLink[];
  /** Whose each identifier is when that is done: equal numbers, one profile; undefined: it identifies nobody. What is nobody's is missing. */
  readonly after: ReadonlyMap<IdentifierKey, number | undefined>;
}

const madeByRules: ReadonlySet<string> = new Set(['event', 'alias', 'config']);

/**
 * What makes people as `placed` says: merges to undo, identifiers that leave their homes, merges to make. What somebody did by hand stays: merges stand, separations are not
 * crossed.
 */
export function planHomes(workspace: number, facts: PartFacts, { placed, refusals }: Rederived, kinds: KindRules): ApplyPlan {
  const { identifiers, links, standing } = facts;
  const inOrder = links.toSorted((x, y) => x.firstSeen - y.firstSeen || (x.messageId < y.messageId ? -1 : Number(x.messageId > y.messageId)));
  const { partOf, strays } = partsOf(workspace, identifiers, placed, kinds);
  const survivors = new Map<number, number>();
  const part = (home: number): number | undefined => {
    const own = partOf.get(home);
    return own === undefined ? undefined : rootOf(survivors, own);
  };
  for (const { aHome, bHome, cause } of standing) {
    const [a, b] = [part(aHome), part(bHome)];
    if (!madeByRules.has(cause) && a !== undefined && b !== undefined && a !== b) survivors.set(a, b);
  }
  const cuts = standing.filter(({ aHome, bHome, cause }) => {
    const [a, b] = [part(aHome), part(bHome)];
    return madeByRules.has(cause) && a !== undefined && b !== undefined && a !== b;
  });
  const leaving = strays.filter(({ identifier, part: own }) => rootOf(survivors, own) !== part(identifier.home));
  const partWithin = new Map(leaving.map(({ identifier, part: own }) => [keyOf(workspace, identifier), own]));
  const detached = detachmentsOf(workspace, leaving, { identifiers, links: inOrder, refusals });
  const homeOf = new Map(identifiers.map((identifier) => [keyOf(workspace, identifier), identifier.home]));
  for (const one of detached) {
    const key = keyOf(workspace, one);
    if (one.home === undefined) homeOf.delete(key);
    else {
      homeOf.set(key, one.home);
      partOf.set(one.home, partWithin.get(key) ?? one.home);
    }
  }
  const apart = apartAfter(detached, facts.apart);
  const cut = new Set(cuts.map(({ id }) => id));
  const trees = growTrees(
    standing.filter(({ id }) => !cut.has(id)),
    [...facts.apart, ...apart],
  );
  const joins: HomeJoin[] = [];
  const join = (one: HomeJoin): void => {
    const [a, b] = [part(one.aHome), part(one.bHome)];
    if (a !== undefined && a === b && trees.join(one.aHome, one.bHome)) joins.push(one);
  };
  // First along what messages said, so that each merge has its link; then what hangs together by what became one of several forms.
  for (const { a, b } of inOrder) {
    const [aHome, bHome] = [homeOf.get(keyOf(workspace, a)), homeOf.get(keyOf(workspace, b))];
    if (aHome !== undefined && bHome !== undefined) join({ aHome, bHome, link: { a, b } });
  }
  for (const together of Map.groupBy(
    [...partOf.keys()].sort((x, y) => x - y),
    part,
  ).values())
    for (const home of together.slice(1)) join({ aHome: together[0] ?? home, bHome: home, link: undefined });
  const attached = attachments(workspace, inOrder, homeOf, placed, partOf);
  const after = new Map([...homeOf].map(([key, home]) => [key, placed.get(key) === undefined ? undefined : trees.rootOf(home)]));
  return { cuts: cuts.map(({ id }) => id), detached, apart, joins, attached, refused: refusedLinks(workspace, detached, homeOf, attached), after };
}

/** Each under whoever was named with it, so that rules under which they are one again find all of them. */
function refusedLinks(
  workspace: number,
  detached: readonly Detachment[],
  homeOf: ReadonlyMap<IdentifierKey, number>,
  attached: readonly Attachment[],
): readonly RefusedLink[] {
  const comesTo = new Map(attached.map((one) => [keyOf(workspace, one), one.home]));
  return detached.flatMap(({ kind, value, from, refusals }) =>
    refusals.map((refusal) => {
      const named = keyOf(workspace, refusal.a);
      return { ...refusal, b: { kind, value }, kept: homeOf.get(named) ?? comesTo.get(named) ?? from };
    }),
  );
}

/** Trees of homes as merges are made; homes of two trees that are kept apart are never joined. */
function growTrees(standing: readonly StandingEdge[], apart: PartFacts['apart']): { join(a: number, b: number): boolean; rootOf(home: number): number } {
  const parents = new Map<number, number>();
  const unite = (a: number, b: number): void => {
    const [one, other] = [rootOf(parents, a), rootOf(parents, b)];
    if (one !== other) parents.set(Math.max(one, other), Math.min(one, other));
  };
  for (const { aHome, bHome } of standing) unite(aHome, bHome);
  return {
    rootOf: (home) => rootOf(parents, home),
    join: (a, b) => {
      const [one, other] = [rootOf(parents, a), rootOf(parents, b)];
      if (one === other) return false;
      const isApart = apart.some((pair) => {
        const [x, y] = [rootOf(parents, pair.a), rootOf(parents, pair.b)];
        return (x === one && y === other) || (x === other && y === one);
      });
      if (!isApart) unite(one, other);
      return !isApart;
    },
  };
}

/** Identifiers that nobody has and that would be somebody's: with the one that named them, or whoever else is in their part. Where nobody is, the next message that names them makes one. */
function attachments(
  workspace: number,
  links: readonly KeptLink[],
  homeOf: ReadonlyMap<IdentifierKey, number>,
  placed: Placed,
  partOf: ReadonlyMap<number, number>,
): readonly Attachment[] {
  const lowest = new Map<number, number>();
  for (const [home, part] of partOf) lowest.set(part, Math.min(home, lowest.get(part) ?? home));
  const found = new Map<IdentifierKey, Attachment>();
  for (const { a, b, firstSeen, sourceId } of links) {
    const key = keyOf(workspace, b);
    const part = placed.get(key);
    if (homeOf.has(key) || found.has(key) || part === undefined || part < 0) continue;
    const named = placed.get(keyOf(workspace, a)) === part ? homeOf.get(keyOf(workspace, a)) : undefined;
    const home = named ?? lowest.get(part);
    if (home !== undefined) found.set(key, { ...b, home, firstSeen, sourceId });
  }
  return [...found.values()];
}
