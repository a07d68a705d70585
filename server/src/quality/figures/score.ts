import { dimensionWeights, type QualityDimension, qualityDimensions, type QualityFigure } from '@danqing/contracts';

/** 0 to 100: the mean of the dimensions that could be measured, by their weights; null: none could. */
export function scoreOf(figures: Readonly<Record<QualityDimension, QualityFigure>>): number | null {
  const known = qualityDimensions.flatMap((name) => {
    const { share } = figures[name];
    return share === null ? [] : [{ share, weight: dimensionWeights[name] }];
  });
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return null;
  return Math.round((known.reduce((sum, one) => sum + one.share * one.weight, 0) / weight) * 100);
}
