import type { FeatureFieldJson, FeatureJson, ImputeJson, MeasureJson, OutlierJson } from '@danqing/contracts';
import type { Doc } from './doc.ts';
import { measureDoc } from './print-measure.ts';
import { nameText, numberText } from './print-test.ts';

/** feature [text] [fill …] [outliers …] [scale …] of <measure>. */
export const featureDoc = ({ of, as, impute, outlier, scale }: FeatureJson): Doc => [
  `feature${as === undefined ? '' : ` ${as}`}`,
  impute === undefined ? '' : fillDoc(impute),
  outlier === undefined ? '' : outlierDoc(outlier),
  scale === undefined ? '' : ` scale ${scale}`,
  ' of ',
  measureDoc(of),
];

const fillDoc = ({ by, within, least, withoutOutliers, carryDays, from, k }: ImputeJson): Doc => [
  ` fill ${by}`,
  within === undefined ? '' : ` within (${within.map(fieldText).join(', ')})`,
  least === undefined ? '' : ` least ${numberText(least)}`,
  withoutOutliers === undefined ? '' : ` ${withoutOutliers ? 'without' : 'with'} outliers`,
  carryDays === undefined ? '' : ` carry ${numberText(carryDays)}`,
  k === undefined ? '' : ` k ${numberText(k)}`,
  from === undefined ? '' : [' from ', measuresDoc(from)],
];

const outlierDoc = ({ by, limit, with: others }: OutlierJson): Doc => [
  ` outliers ${by}`,
  limit === undefined ? '' : ` limit ${numberText(limit)}`,
  others === undefined ? '' : [' with ', measuresDoc(others)],
];

const fieldText = (field: FeatureFieldJson): string => ('trait' in field ? `trait ${nameText(field.trait)}` : `tag ${nameText(field.tag)}`);

const measuresDoc = (measures: readonly MeasureJson[]): Doc => ({ open: '(', items: measures.map(measureDoc), joiner: ',', close: ')' });
