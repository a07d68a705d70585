import { type BucketRow, bucketsEach, otherBucket, type Shown } from './count.ts';
import { type AttributeTest, type Contrast, contrastOf, type Sides, testAttribute, withQ } from './score.ts';

/** One value, bin or element of an attribute on both sides. */
interface Bucket extends Contrast {
  /** value: a value or element; bin: numbers or dates above `from` up to `to`; other: all further values; unknown: no value. */
  readonly kind: 'value' | 'bin' | 'other' | 'unknown';
  readonly value: string | null;
  /** Null: no end on that side. Dates in days since 1970. */
  readonly from: number | null;
  readonly to: number | null;
  readonly inside: number;
  readonly base: number;
  /** Adjusted for all buckets of the portrait. */
  readonly q: number;
}

export interface AttributePortrait extends AttributeTest {
  readonly shown: Shown;
  /** Adjusted for all attributes of the portrait. */
  readonly q: number;
  /** How many have it at all. */
  readonly known: Sides;
  readonly numbers: { readonly inside: NumberSide; readonly base: NumberSide } | null;
  readonly buckets: readonly Bucket[];
}

export interface NumberSide {
  readonly mean: number | null;
  readonly median: number | null;
}

const nobody: Sides = { inside: 0, base: 0, both: 0 };
/** The level at which an adjusted p-value counts as significant. */
export const significance = 0.05;

/** From counts to portraits: shares, indices, tests; significant ones first, of those the strongest first. */
export function assemble(shown: readonly Shown[], rows: readonly BucketRow[], summary: Readonly<Record<string, unknown>>): readonly AttributePortrait[] {
  const sides: Sides = { inside: numberOf(summary['inside']) ?? 0, base: numberOf(summary['base']) ?? 0, both: numberOf(summary['both']) ?? 0 };
  const counts = new Map(rows.map(({ code, inside, base, both }) => [code, { inside, base, both }]));
  const at = (place: number, bucket: number): Sides => counts.get(place * bucketsEach + bucket) ?? nobody;

  const buckets = withQ(
    shown.flatMap((each, place) =>
      labelsOf(each).flatMap((label) => {
        const count = at(place, label.bucket);
        if (count.inside === 0 && count.base === 0) return [];
        return [{ place, ...label, inside: count.inside, base: count.base, ...contrastOf(count, sides) }];
      }),
    ),
  );
  const tests = withQ(
    shown.map((each, place) => {
      const all = labelsOf(each).map(({ bucket }) => at(place, bucket));
      return testAttribute(all, sides, each.shape.form !== 'list');
    }),
  );
  const ofPlace = Map.groupBy(buckets, ({ place }) => place);
  return shown
    .flatMap((each, place): AttributePortrait[] => {
      const test = tests[place];
      if (test === undefined) return [];
      const unknown = at(place, 0);
      const known = { inside: sides.inside - unknown.inside, base: sides.base - unknown.base, both: sides.both - unknown.both };
      return [{ shown: each, ...test, known, numbers: numbersOf(each, place, summary), buckets: (ofPlace.get(place) ?? []).map(withoutPlace) }];
    })
    .toSorted((a, b) => Number(b.q < significance) - Number(a.q < significance) || b.strength - a.strength);
}

type Label = Pick<Bucket, 'kind' | 'value' | 'from' | 'to'> & { readonly bucket: number };

const withoutPlace = ({ place: _place, bucket: _bucket, ...bucket }: Bucket & { readonly place: number; readonly bucket: number }): Bucket => bucket;

/** What stands for each bucket, in the order in which they are shown: values or bins, the rest, unknown. */
function labelsOf({ shape }: Shown): readonly Label[] {
  const none = { value: null, from: null, to: null };
  const unknown: Label = { ...none, kind: 'unknown', bucket: 0 };
  if (shape.form === 'numbers' || shape.form === 'dates') {
    const bins = [...shape.cuts, null].map((to, index): Label => ({ kind: 'bin', value: null, from: shape.cuts[index - 1] ?? null, to, bucket: index + 1 }));
    return [...bins, unknown];
  }
  return [
    ...shape.values.map((value, index): Label => ({ ...none, kind: 'value', value, bucket: index + 1 })),
    { ...none, kind: 'other', bucket: otherBucket },
    unknown,
  ];
}

function numbersOf({ shape }: Shown, place: number, summary: Readonly<Record<string, unknown>>): AttributePortrait['numbers'] {
  if (shape.form !== 'numbers' && shape.form !== 'dates') return null;
  const side = (name: 'a' | 'b'): NumberSide => ({ mean: numberOf(summary[`mean_${name}_${place}`]), median: numberOf(summary[`median_${name}_${place}`]) });
  return { inside: side('a'), base: side('b') };
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
