import { expect, it } from 'vitest';
import { evenShares } from './even-shares.ts';

it('divides a hundred without a rest', () => {
  for (const count of [2, 3, 6, 7]) expect(evenShares(count).reduce((sum, share) => sum + share, 0)).toBe(100);
});
