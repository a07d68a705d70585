import { Pack, type PackSegment, type PackTag } from '@danqing/contracts';
import { packs } from '@danqing/packs';
import Value from 'typebox/value';
import { notFound } from '#kernel';

export type PackItem = ({ readonly kind: 'tag' } & PackTag) | ({ readonly kind: 'segment' } & PackSegment);

/** Every item of a pack, tags first. */
export const itemsOf = (pack: Pack): readonly PackItem[] => [
  ...pack.tags.map((tag): PackItem => ({ kind: 'tag', ...tag })),
  ...pack.segments.map((segment): PackItem => ({ kind: 'segment', ...segment })),
];

/** What is wrong with the form of a pack, and keys that stand in it twice; nothing when it is fine. */
export function packFaults(pack: unknown): readonly string[] {
  if (!Value.Check(Pack, pack)) return Value.Errors(Pack, pack).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const names = itemsOf(pack).map(({ kind, key }) => `${kind} ${key}`);
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} stands in ${pack.key} twice`);
}

export const allPacks = (): readonly Pack[] => packs;

export function existingPack(key: string): Pack {
  const pack = packs.find((each) => each.key === key);
  if (pack === undefined) throw notFound(`the pack ${key}`);
  return pack;
}
