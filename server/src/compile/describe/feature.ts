import type { Measure } from '../rule.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { measureIn } from './sentence.ts';

type Fill =
  | {
      readonly by: 'mean' | 'median' | 'mode';
      readonly within: readonly Measure[];
      readonly least: number;
      readonly withoutOutliers: boolean;
    }
  | { readonly by: 'line'; readonly carryDays: number | null }
  | { readonly by: 'ridge' | 'neighbours'; readonly from: readonly Measure[]; readonly k: number };

type Outlier = { readonly by: 'iqr' | 'mad'; readonly limit: number } | { readonly by: 'forest'; readonly limit: number; readonly with: readonly Measure[] };

/** What a sentence needs of a feature. */
export interface DescribedFeature {
  readonly of: Measure;
  readonly impute: Fill | null;
  readonly outlier: Outlier | null;
  readonly scale: 'z' | 'min-max' | 'robust' | null;
}

const zh = {
  mean: '平均值',
  median: '中位数',
  mode: '众数',
  scales: { z: 'Z 分数', 'min-max': '最小值—最大值', robust: '中位数和四分位距' },
} as const;

export function chineseFeature({ of, impute, outlier, scale }: DescribedFeature): string {
  const parts = [
    measureIn(chinese, of),
    ...(impute === null ? [] : [chineseFill(impute)]),
    ...(outlier === null ? [] : [chineseOutlier(outlier)]),
    ...(scale === null ? [] : [`按${zh.scales[scale]}缩放`]),
  ];
  return `${parts.join('；')}。`;
}

function chineseFill(fill: Fill): string {
  switch (fill.by) {
    case 'line':
      return `缺失的按前后两次的值线性插值补上${fill.carryDays === null ? '' : `，没有后一次时沿用前一次（最多 ${fill.carryDays} 天）`}`;
    case 'ridge':
      return `缺失的用岭回归估计后补上，依据${fill.from.map((each) => measureIn(chinese, each)).join('、')}`;
    case 'neighbours':
      return `缺失的取最相近的 ${fill.k} 位客户估计后补上，依据${fill.from.map((each) => measureIn(chinese, each)).join('、')}`;
    default: {
      const whom = fill.within.length === 0 ? '全体' : `同${fill.within.map((each) => measureIn(chinese, each)).join('、同')}的客户`;
      const fallback = fill.within.length === 0 ? '' : `（已知不足 ${fill.least} 人时用更大的范围）`;
      return `缺失的用${whom}的${zh[fill.by]}补上${fallback}${fill.withoutOutliers ? '，不计异常值' : ''}`;
    }
  }
}

function chineseOutlier(outlier: Outlier): string {
  switch (outlier.by) {
    case 'iqr':
      return `超出四分位数 ${outlier.limit} 倍四分位距的标为异常值`;
    case 'mad':
      return `离中位数超过 ${outlier.limit} 个修正 Z 分数的标为异常值`;
    case 'forest':
      return `孤立森林得分不低于 ${outlier.limit} 的标为异常值${outlier.with.length === 0 ? '' : `，一并考察${outlier.with.map((each) => measureIn(chinese, each)).join('、')}`}`;
  }
}

const en = { z: 'as z-scores', 'min-max': 'from 0 to 1 (min–max)', robust: 'by median and interquartile range' } as const;

export function englishFeature({ of, impute, outlier, scale }: DescribedFeature): string {
  const parts = [
    measureIn(english, of),
    ...(impute === null ? [] : [englishFill(impute)]),
    ...(outlier === null ? [] : [englishOutlier(outlier)]),
    ...(scale === null ? [] : [`scaled ${en[scale]}`]),
  ];
  return `${parts.join('; ')}.`;
}

const listed = (measures: readonly Measure[]): string => measures.map((each) => measureIn(english, each)).join(', ');

function englishFill(fill: Fill): string {
  switch (fill.by) {
    case 'line':
      return `missing ones on the line between the readings before and after${fill.carryDays === null ? '' : `, or kept for up to ${fill.carryDays} days where none follows`}`;
    case 'ridge':
      return `missing ones estimated by ridge regression from ${listed(fill.from)}`;
    case 'neighbours':
      return `missing ones estimated from the ${fill.k} most similar customers by ${listed(fill.from)}`;
    default: {
      const whom =
        fill.within.length === 0 ? 'of everybody' : `of customers who share ${listed(fill.within)} (of more people where fewer than ${fill.least} are known)`;
      return `missing ones filled with the ${fill.by} ${whom}${fill.withoutOutliers ? ', leaving outliers out' : ''}`;
    }
  }
}

function englishOutlier(outlier: Outlier): string {
  switch (outlier.by) {
    case 'iqr':
      return `flagged when more than ${outlier.limit} interquartile ranges beyond the quartiles`;
    case 'mad':
      return `flagged when its modified z-score is beyond ${outlier.limit}`;
    case 'forest':
      return `flagged from an isolation forest score of ${outlier.limit} on${outlier.with.length === 0 ? '' : `, together with ${listed(outlier.with)}`}`;
  }
}
