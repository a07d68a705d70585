import type { PortraitView } from '@danqing/contracts';
import type { Sentence } from '#compile';
import { type NumberSide, significance } from './assemble.ts';
import type { Portrait } from './portrait.ts';

type AttributeView = PortraitView['attributes'][number];

export interface PortraitFrame {
  readonly sentence: Sentence;
  readonly against: Sentence | null;
  /** When it was counted. */
  readonly at: string;
  readonly elapsedMs: number;
}

export function portraitView({ inside, base, both, oneIn, attributes, leftOut }: Portrait, { sentence, against, at, elapsedMs }: PortraitFrame): PortraitView {
  return {
    sentence: { ...sentence },
    against: against === null ? null : { ...against },
    inside,
    base,
    both,
    oneIn,
    attributes: attributes.map(attributeView),
    leftOut: leftOut.map(({ attribute, reason }) => ({ kind: attribute.kind, key: attribute.key, reason })),
    at,
    elapsedMs: Math.round(elapsedMs * 10) / 10,
  };
}

const dayMs = 86_400_000;
const isoDate = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);

function attributeView({ shown, known, numbers, buckets, p, q, strength, isInRule }: Portrait['attributes'][number]): AttributeView {
  const placed = (value: number | null): number | string | null => (value === null || shown.shape.form !== 'dates' ? value : isoDate(value));
  const side = ({ mean, median }: NumberSide) => ({ mean: placed(mean), median: placed(median) });
  return {
    kind: shown.attribute.kind,
    key: shown.attribute.key,
    form: shown.shape.form,
    isInRule,
    isSignificant: q < significance,
    strength,
    p,
    q,
    known: { inside: known.inside, base: known.base },
    numbers: numbers === null ? null : { inside: side(numbers.inside), base: side(numbers.base) },
    buckets: buckets.map((bucket) => ({ ...bucket, from: placed(bucket.from), to: placed(bucket.to) })),
  };
}
