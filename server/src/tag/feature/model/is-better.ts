import type { FeatureFacts } from '@danqing/contracts';

/** A model that errs nearly as much as what costs nothing is not worth having. */
export const isBetter = ([own, usual]: NonNullable<FeatureFacts['model']>['scores']): boolean =>
  own !== undefined && usual !== undefined && own.error < 0.98 * usual.error;
