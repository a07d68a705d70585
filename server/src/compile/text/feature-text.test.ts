import type { FeatureJson } from '@danqing/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTagText } from './parse-text.ts';
import { printTag } from './print-tag.ts';

const field = fc.constantFrom({ trait: 'gender' }, { tag: 'rfm.tier' }, { trait: 'address.city' });
const measure = fc.constantFrom({ trait: 'age' }, { did: 'Order Completed', sum: 'revenue', window: { last: 30, unit: 'day' as const } }, { tag: 'spent' });
const figure = fc.record(
  {
    by: fc.constantFrom('mean' as const, 'median' as const, 'mode' as const),
    within: fc.array(field, { maxLength: 2 }),
    least: fc.integer({ min: 5, max: 99 }),
    withoutOutliers: fc.boolean(),
  },
  { requiredKeys: ['by'] },
);
const model = fc.record(
  { by: fc.constantFrom('ridge' as const, 'neighbours' as const), k: fc.integer({ min: 1, max: 50 }), from: fc.array(measure, { maxLength: 3 }) },
  { requiredKeys: ['by', 'from'] },
);
const line = fc.record({ by: fc.constant('line' as const), carryDays: fc.integer({ min: 1, max: 99 }) }, { requiredKeys: ['by'] });
const feature: fc.Arbitrary<FeatureJson> = fc.record(
  {
    of: measure,
    as: fc.constantFrom('number' as const, 'text' as const),
    impute: fc.oneof(figure, model, line),
    outlier: fc.record(
      {
        by: fc.constantFrom('iqr' as const, 'mad' as const, 'forest' as const),
        limit: fc.integer({ min: 1, max: 9 }),
        with: fc.array(measure, { maxLength: 2 }),
      },
      { requiredKeys: ['by'] },
    ),
    scale: fc.constantFrom('z' as const, 'min-max' as const, 'robust' as const),
  },
  { requiredKeys: ['of'] },
);

it('a feature says the same as text and as JSON', () => {
  fc.assert(
    fc.property(feature, (json) => {
      const text = printTag({ feature: json });
      const read = parseTagText(text);
      expect(read).toEqual({ feature: json });
      expect(printTag(read)).toBe(text);
    }),
  );
});
