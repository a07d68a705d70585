import type { PackItemView } from '@danqing/contracts';
import type { Needs } from './needs.ts';

type Missing = PackItemView['missing'];

/** What the data of a workspace has brought; the catalogue has seen it. */
export interface Seen {
  readonly events: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
  readonly traits: ReadonlySet<string>;
  readonly identifiers: ReadonlySet<string>;
  readonly entities: ReadonlySet<string>;
  /** Purposes as `marketing`, channels of them as `marketing:sms`. */
  readonly consents: ReadonlySet<string>;
}

export interface Available {
  readonly seen: Seen;
  /** The names under which an event may be stored (vendors' names). */
  storedNames(event: string): readonly string[];
  /** Definitions by `tag:key`, `segment:key`: present, or coming with the pack and not missing anything themselves. */
  has(kind: 'tag' | 'segment', key: string): boolean;
}

/** What of an item's needs has not been seen. A property counts where one of the item's own events brings it. */
export function missingOf(needs: Needs, { seen, storedNames, has }: Available): Missing {
  const stored = needs.events.flatMap((event) => storedNames(event));
  const carriers = stored.length > 0 ? stored : [...seen.properties.keys()];
  const hasProperty = (path: string): boolean =>
    carriers.some((event) => {
      const paths = seen.properties.get(event) ?? new Set<string>();
      return formsOf(path).some((form) => paths.has(form)) || (path.endsWith('[]') && [...paths].some((each) => each.startsWith(`${path}.`)));
    });
  const hasTrait = (path: string): boolean => seen.traits.has(path) || [...seen.traits].some((trait) => trait.startsWith(`${path}.`));
  const hasIdentifier = (kind: string): boolean => seen.identifiers.has(kind) || [...seen.identifiers].some((known) => known.startsWith(`${kind}:`));
  return [
    ...absent('event', needs.events, (event) => storedNames(event).some((name) => seen.events.has(name))),
    ...absent('property', needs.properties, hasProperty),
    ...absent('trait', needs.traits, hasTrait),
    ...absent('identifier', needs.identifiers, hasIdentifier),
    ...absent('entity', needs.entities, (name) => seen.entities.has(name)),
    ...absent('consent', needs.consents, (name) => seen.consents.has(name) || seen.consents.has(name.split(':', 1).join(''))),
    ...absent('tag', needs.tags, (key) => has('tag', key)),
    ...absent('segment', needs.segments, (key) => has('segment', key)),
  ];
}

const absent = (kind: string, names: readonly string[], isThere: (name: string) => boolean): Missing =>
  names.filter((name) => !isThere(name)).map((name) => ({ kind, name }));

/** `amount` of an element is worked out where it is not sent. */
const formsOf = (path: string): readonly string[] => (path.endsWith('[].amount') ? [path, path.replace(/amount$/, 'price')] : [path]);
