import type { Refresh } from '#evaluate';
import { isJsonObject } from '#kernel';

/** A tag or segment with the wire form of its rule or definition. */
export interface Definition {
  readonly kind: 'segment' | 'tag';
  readonly id: number;
  readonly key: string;
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
