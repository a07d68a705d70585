import type { SchemeDefinitionJson, SchemePart } from '@danqing/contracts';
import { invalid } from '#kernel';
import { partsOf } from './definition.ts';

type PartWish = Pick<SchemePart, 'key'> & { readonly [Name in keyof SchemePart]?: SchemePart[Name] | undefined };

/**
 * What the definition's parts are called and look like, in the order they are shown: as it was said; parts of which nothing was said follow in the
 * definition's order, with what they were before, or their key as name. Throws DQ_INVALID for a part that the definition does not make.
 */
export function shownParts(definition: SchemeDefinitionJson, said: readonly PartWish[], before: readonly SchemePart[] = []): readonly SchemePart[] {
  const keys = new Set(partsOf(definition));
  const faults = said.flatMap(({ key }, index) => {
    const path = `/parts/${index}/key`;
    if (!keys.has(key)) return [{ path, code: 'DQ_NOT_FOUND', message: `the definition makes no part ${key}` }];
    return said.findIndex((each) => each.key === key) === index ? [] : [{ path, code: 'DQ_NOT_ALLOWED', message: 'stands here twice' }];
  });
  if (faults.length > 0) throw invalid('the parts do not fit the definition', faults);
  const known = new Map(before.map((part) => [part.key, part]));
  const full = ({ key, name, color, description }: PartWish): SchemePart => ({
    key,
    name: name ?? known.get(key)?.name ?? key,
    color: color ?? known.get(key)?.color ?? '',
    description: description ?? known.get(key)?.description ?? '',
  });
  const named = new Set(said.map(({ key }) => key));
  return [...said.map(full), ...partsOf(definition).flatMap((key) => (named.has(key) ? [] : [full({ key })]))];
}
