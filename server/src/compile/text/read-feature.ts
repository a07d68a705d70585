import type { FeatureFieldJson, FeatureJson, ImputeJson, MeasureJson, OutlierJson } from '@danqing/contracts';
import { readMeasure } from './read-measure.ts';
import { readListed } from './read-test.ts';
import type { Reader } from './reader.ts';

/** After the word "feature"; its clauses in any order, the measure last. */
export function readFeature(reader: Reader): FeatureJson {
  const as = reader.takeWords('text') ? 'text' : reader.takeWords('number') ? 'number' : undefined;
  let parts: Omit<FeatureJson, 'of'> = as === undefined ? {} : { as };
  for (let next = takePart(reader, parts); next !== undefined; next = takePart(reader, parts)) parts = next;
  if (!reader.isWord('of')) throw reader.fault('"fill", "outliers", "scale" or "of"', ['fill', 'outliers', 'scale', 'of']);
  reader.word('of');
  return { of: readMeasure(reader), ...parts };
}

type Parts = Omit<FeatureJson, 'of'>;

function takePart(reader: Reader, parts: Parts): Parts | undefined {
  if (parts.impute === undefined && reader.takeWords('fill')) return { ...parts, impute: readFill(reader) };
  if (parts.outlier === undefined && reader.takeWords('outliers')) return { ...parts, outlier: readOutlier(reader) };
  if (parts.scale === undefined && reader.takeWords('scale'))
    return { ...parts, scale: reader.oneOf<NonNullable<FeatureJson['scale']>>(['z', 'min-max', 'robust'], '"z", "min-max" or "robust"') };
  return undefined;
}

function readFill(reader: Reader): ImputeJson {
  const ways: readonly ImputeJson['by'][] = ['mean', 'median', 'mode', 'line', 'ridge', 'neighbours'];
  let fill: ImputeJson = { by: reader.oneOf(ways, 'how missing values are filled') };
  for (let next = takeFillPart(reader, fill); next !== undefined; next = takeFillPart(reader, fill)) fill = next;
  return fill;
}

function takeFillPart(reader: Reader, fill: ImputeJson): ImputeJson | undefined {
  if (fill.within === undefined && reader.takeWords('within')) return { ...fill, within: readListed(reader, () => readField(reader)) };
  if (fill.least === undefined && reader.takeWords('least')) return { ...fill, least: reader.number('how many') };
  if (fill.carryDays === undefined && reader.takeWords('carry')) return { ...fill, carryDays: reader.number('how many days') };
  if (fill.k === undefined && reader.takeWords('k')) return { ...fill, k: reader.number('how many') };
  if (fill.from === undefined && reader.takeWords('from')) return { ...fill, from: readMeasures(reader) };
  if (fill.withoutOutliers !== undefined) return undefined;
  if (reader.takeWords('without', 'outliers')) return { ...fill, withoutOutliers: true };
  return reader.takeWords('with', 'outliers') ? { ...fill, withoutOutliers: false } : undefined;
}

function readOutlier(reader: Reader): OutlierJson {
  const ways: readonly OutlierJson['by'][] = ['iqr', 'mad', 'forest'];
  let outlier: OutlierJson = { by: reader.oneOf(ways, '"iqr", "mad" or "forest"') };
  for (let next = takeOutlierPart(reader, outlier); next !== undefined; next = takeOutlierPart(reader, outlier)) outlier = next;
  return outlier;
}

function takeOutlierPart(reader: Reader, outlier: OutlierJson): OutlierJson | undefined {
  if (outlier.limit === undefined && reader.takeWords('limit')) return { ...outlier, limit: reader.number('a number') };
  return outlier.with === undefined && reader.takeWords('with') ? { ...outlier, with: readMeasures(reader) } : undefined;
}

const readMeasures = (reader: Reader): readonly MeasureJson[] => readListed(reader, () => readMeasure(reader));

function readField(reader: Reader): FeatureFieldJson {
  if (reader.takeWords('trait')) return { trait: reader.name('the path of a trait') };
  if (reader.takeWords('tag')) return { tag: reader.name('the key of a tag') };
  throw reader.fault('"trait" or "tag"', ['trait', 'tag']);
}
