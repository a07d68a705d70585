import { expect, it } from 'vitest';
import { changedMethod, withoutTier, withTier } from './tiers.ts';

const by = { did: 'Order Completed', count: true } as const;
const tiers = { by, names: ['低', '中', '高'], cuts: [10, 20] };

it('keeps one border fewer than tiers, whatever comes or goes', () => {
  expect(withTier(tiers)).toMatchObject({ names: ['低', '中', '高', ''], cuts: [10, 20, 120] });
  expect(withoutTier(tiers, 0)).toMatchObject({ names: ['中', '高'], cuts: [20] });
  expect(withoutTier(tiers, 2)).toMatchObject({ names: ['低', '中'], cuts: [10] });
});

it('leaves what one method needs behind when another is chosen', () => {
  expect(changedMethod(tiers, 'natural')).toEqual({ by, names: tiers.names, method: 'natural' });
  expect(changedMethod({ by, names: tiers.names, method: 'equal' }, 'cuts')).toEqual({ by, names: tiers.names, cuts: [100, 200] });
  expect(changedMethod(tiers, 'quantile', true)).toEqual({ by, names: tiers.names, method: 'quantile', shares: [34, 33, 33] });
});
