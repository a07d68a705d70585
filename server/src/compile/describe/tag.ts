import type { Sentence } from '../context.ts';
import type { Measure, Path, Rule } from '../rule.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { chineseFeature, type DescribedFeature, englishFeature } from './feature.ts';
import { measureIn, ruleIn } from './sentence.ts';

interface DescribedTiers {
  readonly by: Measure;
  readonly names: readonly string[];
  readonly borders:
    | { readonly kind: 'given'; readonly cuts: readonly number[] }
    | { readonly kind: 'quantile'; readonly levels: readonly number[] }
    | { readonly kind: 'equal' | 'natural' };
}

type DescribedAxis =
  | { readonly kind: 'cases'; readonly cases: readonly { readonly rule: Rule; readonly text: string }[] }
  | { readonly kind: 'tiers'; readonly tiers: DescribedTiers };

type Aggregate = Extract<Measure, { readonly subject: unknown }>;

/** A tag's definition as read by whoever owns tags; what a sentence needs of it. */
export type DescribedTag =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'cases'; readonly cases: readonly { readonly rule: Rule; readonly text: string }[]; readonly otherwise: string | null }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'trait'; readonly path: Path }
  | { readonly kind: 'rfm'; readonly rfm: { readonly bins: number; readonly edges: unknown; readonly frequency: Measure; readonly monetary: Measure } }
  | {
      readonly kind: 'top';
      readonly top: { readonly values: Aggregate; readonly weight: Aggregate | null; readonly k: number; readonly halfLifeMs: number | null };
    }
  | {
      readonly kind: 'lifecycle';
      readonly lifecycle: { readonly stages: readonly { readonly name: string; readonly rule: Rule; readonly to: readonly number[] }[] };
    }
  | { readonly kind: 'tiers'; readonly tiers: DescribedTiers }
  | { readonly kind: 'grid'; readonly rows: DescribedAxis; readonly columns: DescribedAxis }
  | { readonly kind: 'feature'; readonly feature: DescribedFeature }
  | { readonly kind: 'sql' | 'manual' };

/** A tag's definition as a sentence, in Chinese and English. */
export const describeTag = (tag: DescribedTag): Sentence => ({ zh: chinese.set(chineseOf(tag)), en: english.set(englishOf(tag)) });

function chineseOf(tag: DescribedTag): string {
  const rule = (part: Rule): string => ruleIn(chinese, part);
  switch (tag.kind) {
    case 'rule':
      return `满足以下条件为“是”，否则为“否”：${rule(tag.rule)}。`;
    case 'cases': {
      const cases = tag.cases.map((one) => `${rule(one.rule)}，则为“${one.text}”`);
      return `依次判断：${[...cases, tag.otherwise === null ? '否则没有值' : `否则为“${tag.otherwise}”`].join('；')}。`;
    }
    case 'measure':
      return `${measureIn(chinese, tag.measure)}。`;
    case 'trait':
      return `取自${chinese.trait(tag.path)}。`;
    case 'rfm': {
      const by = tag.rfm.edges === null ? '按全体的分位数' : '按固定门槛';
      return `RFM：最近一次的时间、${measureIn(chinese, tag.rfm.frequency)}、${measureIn(chinese, tag.rfm.monetary)}，各${by}分 ${tag.rfm.bins} 档。`;
    }
    case 'top': {
      const { values, weight, k, halfLifeMs } = tag.top;
      const ways = [
        weight === null ? '每次权重相同' : `按${measureIn(chinese, weight)}加权`,
        ...(halfLifeMs === null ? [] : [`每过 ${spanOf(halfLifeMs, { day: '天', hour: '小时', minute: '分钟' })}权重减半`]),
      ];
      return `最偏好的 ${k} 个：${measureIn(chinese, { ...values, kind: 'unique' }).replace(/不同取值数$/, '')}（${ways.join('，')}）。`;
    }
    case 'lifecycle': {
      const stages = tag.lifecycle.stages;
      const moves = (to: readonly number[]): string =>
        to.length === 0 ? '不再转出' : `可转入${to.map((index) => `“${stages[index]?.name ?? ''}”`).join('、')}`;
      return `生命周期，依次判断：${stages.map((stage) => `“${stage.name}”：${rule(stage.rule)}（${moves(stage.to)}）`).join('；')}。`;
    }
    case 'tiers':
      return `${chineseTiers(tag.tiers)}。`;
    case 'grid':
      return `交叉分档。行：${chineseAxis(tag.rows)}；列：${chineseAxis(tag.columns)}。`;
    case 'feature':
      return chineseFeature(tag.feature);
    case 'sql':
      return '由 SQL 查询得出。';
    case 'manual':
      return '由人工录入或上传。';
  }
}

function englishOf(tag: DescribedTag): string {
  const rule = (part: Rule): string => ruleIn(english, part);
  switch (tag.kind) {
    case 'rule':
      return `True for people ${rule(tag.rule)}.`;
    case 'cases': {
      const cases = tag.cases.map((one) => `“${one.text}” for people ${rule(one.rule)}`);
      return `The first that fits: ${[...cases, tag.otherwise === null ? 'otherwise no value' : `otherwise “${tag.otherwise}”`].join('; ')}.`;
    }
    case 'measure':
      return `${capital(measureIn(english, tag.measure))}.`;
    case 'trait':
      return `Copied from ${english.trait(tag.path)}.`;
    case 'rfm': {
      const by = tag.rfm.edges === null ? 'by quantiles of everybody' : 'by fixed borders';
      return `RFM: how long ago the last, ${measureIn(english, tag.rfm.frequency)}, ${measureIn(english, tag.rfm.monetary)}, each in ${tag.rfm.bins} bins ${by}.`;
    }
    case 'top': {
      const { values, weight, k, halfLifeMs } = tag.top;
      const ways = [
        weight === null ? 'each counts 1' : `weighed by ${measureIn(english, weight)}`,
        ...(halfLifeMs === null ? [] : [`halved every ${spanOf(halfLifeMs, { day: 'days', hour: 'hours', minute: 'minutes' })}`]),
      ];
      return `The ${k} most preferred: ${measureIn(english, { ...values, kind: 'unique' }).replace(/^the number of different values of /, '')} (${ways.join(', ')}).`;
    }
    case 'lifecycle': {
      const stages = tag.lifecycle.stages;
      const moves = (to: readonly number[]): string =>
        to.length === 0 ? 'may not leave' : `may move to ${to.map((index) => `“${stages[index]?.name ?? ''}”`).join(', ')}`;
      return `Life cycle, the first that fits: ${stages.map((stage) => `“${stage.name}” for people ${rule(stage.rule)} (${moves(stage.to)})`).join('; ')}.`;
    }
    case 'tiers':
      return `${capital(englishTiers(tag.tiers))}.`;
    case 'grid':
      return `A grid. Rows: ${englishAxis(tag.rows)}; columns: ${englishAxis(tag.columns)}.`;
    case 'feature':
      return capital(englishFeature(tag.feature));
    case 'sql':
      return 'Computed by a SQL query.';
    case 'manual':
      return 'Entered or uploaded by people.';
  }
}

const percentsOf = (levels: readonly number[]): readonly number[] =>
  [...levels, 1].map((level, index) => Math.round((level - (levels[index - 1] ?? 0)) * 10_000) / 100);

const chineseAxis = (axis: DescribedAxis): string =>
  axis.kind === 'tiers' ? chineseTiers(axis.tiers) : axis.cases.map(({ rule, text }) => `“${text}”：${ruleIn(chinese, rule)}`).join('，');

function chineseTiers({ by, names, borders }: DescribedTiers): string {
  const shown = names.map((name, index) => `“${name}”${borders.kind === 'given' && index > 0 ? `（${borders.cuts[index - 1] ?? ''} 起）` : ''}`).join('、');
  const how =
    borders.kind === 'given'
      ? ''
      : borders.kind === 'quantile'
        ? `，按人数占比 ${percentsOf(borders.levels)
            .map((percent) => `${percent}%`)
            .join('、')} 划分`
        : borders.kind === 'equal'
          ? '，等距划分'
          : '，按自然断点划分';
  return `${measureIn(chinese, by)}从低到高分为${shown}${how}`;
}

const englishAxis = (axis: DescribedAxis): string =>
  axis.kind === 'tiers' ? englishTiers(axis.tiers) : axis.cases.map(({ rule, text }) => `“${text}” for people ${ruleIn(english, rule)}`).join(', ');

function englishTiers({ by, names, borders }: DescribedTiers): string {
  const shown = names.map((name, index) => `“${name}”${borders.kind === 'given' && index > 0 ? ` (from ${borders.cuts[index - 1] ?? ''})` : ''}`).join(', ');
  const how =
    borders.kind === 'given'
      ? ''
      : borders.kind === 'quantile'
        ? `, with ${percentsOf(borders.levels)
            .map((percent) => `${percent}%`)
            .join(', ')} of the people`
        : borders.kind === 'equal'
          ? ', of equal width'
          : ', by natural breaks';
  return `tiers of ${measureIn(english, by)} from low to high: ${shown}${how}`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** In the largest unit that leaves no rest. */
function spanOf(ms: number, words: Readonly<Record<'day' | 'hour' | 'minute', string>>): string {
  const [unit, length] = spans.find(([, each]) => ms % each === 0) ?? spans[2];
  return `${ms / length} ${words[unit]}`;
}
