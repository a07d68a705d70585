import { type Identifier, type KindRules, normaliseIdentifier } from '#clean';
import { type Conflict, type IdentifierKey, keyOf, type Resolvable, type Snapshot } from '../model.ts';
import { resolve } from '../resolve.ts';
import { standsByItself } from '../shared/usable.ts';

/** What is kept of messages: two identifiers that one of them named first, whether that joined them or not. */
export interface KeptLink {
  readonly a: Identifier;
  readonly b: Identifier;
  readonly isAlias: boolean;
  readonly sourceId: number;
  readonly messageId: string;
  /** ms */
  readonly firstSeen: number;
}
export interface KeptIdentifier extends Identifier {
  /** The root it leads to now. */
  readonly profile: number;
  /** The profile it first belonged to. */
  readonly home: number;
  /** ms */
  readonly firstSeen: number;
}

/** A part of the graph that no link leaves. */
export interface KeptGraph {
  readonly identifiers: readonly KeptIdentifier[];
  readonly links: readonly KeptLink[];
  /** What somebody decided of identifiers; what was only suspected is found again, or not. */
  readonly shared: Snapshot['shared'];
}

type Origin = Resolvable['origin'];

/** A link that was refused: with whom a message named the identifier, and what stood in the way. */
export type Refusal = Pick<Conflict, 'a' | 'cause' | 'kind' | 'most' | 'messageId' | 'at'>;

/** By key of each identifier that every link refuses: each of these links, in order. */
export type Refusals = ReadonlyMap<IdentifierKey, readonly Refusal[]>;

export interface Rederived {
  /** By key of each identifier (as it is kept now) the number of its new profile; below 0: it would be nobody's until a message names it alone; undefined: it would identify nobody. */
  readonly placed: ReadonlyMap<IdentifierKey, number | undefined>;
  readonly refusals: Refusals;
}

/**
 * Who would be who had these rules stood from the start: what is kept of messages, in the order in which it was first seen, through the very function that resolves slices.
 * A link remembers only the first message that named its two; so a message of many identifiers that are all known by others says less here than it said then.
 */
export function rederive(graph: KeptGraph, origin: Origin, kinds: KindRules): Rederived {
  const { workspace, defaultRegion } = origin;
  const events = messagesOf(graph, { ...origin, kinds });
  const normal = ({ kind, value }: Identifier): Identifier | undefined => {
    const text = normaliseIdentifier(kind, value, defaultRegion, kinds);
    return text === undefined ? undefined : { kind, value: text };
  };
  const empty: Snapshot = { identifiers: new Map(), held: new Map(), apart: new Map(), partners: new Map(), shared: graph.shared };
  const { newIdentifiers, conflicts } = resolve(events, empty);
  const found = new Map(newIdentifiers.map((identifier) => [keyOf(workspace, identifier), identifier.profileId]));
  const profileOf = (identifier: Identifier): number | undefined => {
    const now = normal(identifier);
    return now === undefined ? undefined : found.get(keyOf(workspace, now));
  };
  const isNobodys = (identifier: Identifier): boolean =>
    normal(identifier) === undefined || kinds.ruleOf(identifier.kind).isShared || graph.shared.get(keyOf(workspace, identifier)) === 'shared';
  const placed = new Map(
    graph.identifiers.map((identifier, place) => {
      // What every link refuses has a profile of its own as soon as a message names it alone.
      const byItself = isNobodys(identifier) ? undefined : -1 - place;
      return [keyOf(workspace, identifier), profileOf(identifier) ?? byItself];
    }),
  );
  // As they are kept: these rules may know both under other forms.
  const kept = new Map(graph.identifiers.toReversed().map((identifier) => [keyOf(workspace, normal(identifier) ?? identifier), identifier]));
  const refused = Map.groupBy(conflicts, ({ b }) => keyOf(workspace, b));
  const refusals = graph.identifiers.flatMap((identifier) => {
    const now = profileOf(identifier) === undefined ? normal(identifier) : undefined;
    const links = now === undefined ? undefined : refused.get(keyOf(workspace, now));
    const asKept = links?.map(({ a, cause, kind, most, messageId, at }) => {
      const { kind: ofKind, value } = kept.get(keyOf(workspace, a)) ?? a;
      return { a: { kind: ofKind, value }, cause, kind, most, messageId, at };
    });
    return asKept === undefined ? [] : [[keyOf(workspace, identifier), asKept] as const];
  });
  return { placed, refusals: new Map(refusals) };
}

/** The messages as far as they are known: the identifiers of links that one message brought belong together; what was seen before its first link was named alone. */
function messagesOf({ identifiers, links }: KeptGraph, origin: Origin): readonly Resolvable[] {
  const messages = new Map<string, { ts: number; readonly named: Identifier[]; previousId: string | undefined; readonly messageId: string }>();
  const linkedAt = new Map<string, number>();
  for (const { a, b, isAlias, sourceId, messageId, firstSeen } of links) {
    const key = `${sourceId}\n${messageId}\n${a.kind}\n${a.value}`;
    const message = messages.get(key) ?? { ts: firstSeen, named: [a], previousId: undefined, messageId };
    messages.set(key, message);
    message.ts = Math.min(message.ts, firstSeen);
    if (isAlias) message.previousId = b.value;
    else message.named.push(b);
    for (const { kind, value } of [a, b]) linkedAt.set(`${kind}\n${value}`, Math.min(firstSeen, linkedAt.get(`${kind}\n${value}`) ?? firstSeen));
  }
  const alone = identifiers.filter(
    ({ kind, value, firstSeen }) => firstSeen < (linkedAt.get(`${kind}\n${value}`) ?? Number.POSITIVE_INFINITY) && !standsByItself(kind),
  );
  const all = [...messages.values(), ...alone.map((identifier) => ({ ts: identifier.firstSeen, named: [identifier], previousId: undefined, messageId: '' }))];
  return all
    .toSorted((x, y) => x.ts - y.ts || (x.messageId < y.messageId ? -1 : Number(x.messageId > y.messageId)))
    .map(({ ts, named, previousId, messageId }) => ({ origin, ts, messageId, previousId, identifiers: orderedBy(origin, named) }))
    .filter((event) => event.identifiers.length > 0);
}

function orderedBy({ kinds, defaultRegion }: Origin, named: readonly Identifier[]): readonly Identifier[] {
  const normal = named.flatMap(({ kind, value }) => {
    const text = normaliseIdentifier(kind, value, defaultRegion, kinds);
    return text === undefined ? [] : [{ kind, value: text }];
  });
  return normal
    .filter((one, place) => normal.findIndex(({ kind, value }) => kind === one.kind && value === one.value) === place)
    .sort((a, b) => kinds.ruleOf(a.kind).strength - kinds.ruleOf(b.kind).strength);
}
