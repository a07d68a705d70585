import type { Refresh } from '#evaluate';
import { isJsonObject } from '#kernel';

/** A tag or segment with the wire form of its rule or definition. */
export interface Definition {
  readonly kind: 'segment' | 'tag';
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly refresh: Refresh;
  readonly wire: unknown;
}

/** Every {"list": key} and {"segment": key} in a wire form, at any depth. */
function namesIn(wire: unknown): { readonly lists: ReadonlySet<string>; readonly segments: ReadonlySet<string> } {
  const lists = new Set<string>();
  const segments = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isJsonObject(value)) return;
    for (const [name, part] of Object.entries(value)) {
      if (name === 'list' && typeof part === 'string') lists.add(part);
      else if (name === 'segment' && typeof part === 'string') segments.add(part);
      else visit(part);
    }
  };
  visit(wire);
  return { lists, segments };
}

/** What may be named: a list or a segment. */
export interface Named {
  readonly kind: 'list' | 'segment';
  readonly key: string;
}

/** The definitions that name it themselves (`direct`), and with them all that change when it does: those that name such a segment, and so on. */
export function usersOf(
  { kind, key }: Named,
  definitions: readonly Definition[],
): { readonly direct: readonly Definition[]; readonly all: readonly Definition[] } {
  const named = definitions.map((definition) => ({ definition, ...namesIn(definition.wire) }));
  const direct = named.filter(({ lists, segments }) => (kind === 'list' ? lists : segments).has(key)).map(({ definition }) => definition);
  const all = new Set(direct);
  for (let before = -1; before < all.size; ) {
    before = all.size;
    const segments = new Set([...all].filter((user) => user.kind === 'segment').map((user) => user.key));
    for (const { definition, segments: uses } of named) if ([...uses].some((use) => segments.has(use))) all.add(definition);
  }
  return { direct, all: [...all] };
}

/** Of every list and segment that something names: the definitions that name it themselves. One pass over all of them. */
export function directUsers(definitions: readonly Definition[]): (target: Named) => readonly Definition[] {
  const users = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const { lists, segments } = namesIn(definition.wire);
    for (const name of [...[...lists].map((key) => `list ${key}`), ...[...segments].map((key) => `segment ${key}`)])
      users.set(name, [...(users.get(name) ?? []), definition]);
  }
  return ({ kind, key }) => users.get(`${kind} ${key}`) ?? [];
}
