import type { PortraitView } from '@danqing/contracts';

export type PortraitAttribute = PortraitView['attributes'][number];
export type PortraitBucket = PortraitAttribute['buckets'][number];

export type Level = 'muchHigher' | 'higher' | 'same' | 'lower' | 'muchLower';
export type Sure = 'certain' | 'likely' | 'chance' | 'sparse';

const much = 150;
const some = 115;

/** What an index says in a word: twice as frequent is as far off as half as frequent. */
export function levelOf(index: number): Level {
  if (index >= much) return 'muchHigher';
  if (index >= some) return 'higher';
  if (index <= 10_000 / much) return 'muchLower';
  return index <= 10_000 / some ? 'lower' : 'same';
}

const certain = 0.001;
const likely = 0.05;

/** How sure that is; the adjusted p-value of the bucket in words. */
export function sureOf({ q, isSparse }: Pick<PortraitBucket, 'q' | 'isSparse'>): Sure {
  if (isSparse) return 'sparse';
  if (q < certain) return 'certain';
  return q < likely ? 'likely' : 'chance';
}

/** What is worth saying first: known values whose difference is sure, the farthest from 100 first (by its logarithm), weighed by how many it is about. */
export function tellingOf(
  attributes: readonly PortraitAttribute[],
  most: number,
): readonly { readonly attribute: PortraitAttribute; readonly bucket: PortraitBucket }[] {
  const weigh = ({ index, insideShare, baseShare }: PortraitBucket): number =>
    index === null || index === 0 ? 0 : Math.abs(Math.log(index / 100)) * Math.sqrt(Math.max(insideShare, baseShare));
  return attributes
    .filter(({ isInRule, isSignificant }) => !isInRule && isSignificant)
    .flatMap((attribute) => {
      const [bucket] = attribute.buckets
        .filter(
          (each) =>
            (each.kind === 'value' || each.kind === 'bin') && each.index !== null && each.index > 0 && sureOf(each) !== 'chance' && sureOf(each) !== 'sparse',
        )
        .toSorted((a, b) => weigh(b) - weigh(a));
      return bucket === undefined || levelOf(bucket.index ?? 100) === 'same' ? [] : [{ attribute, bucket }];
    })
    .toSorted((a, b) => weigh(b.bucket) - weigh(a.bucket))
    .slice(0, most);
}
