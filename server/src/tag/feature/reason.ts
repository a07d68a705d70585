import type { FeatureFacts } from '@danqing/contracts';
import { describeMeasure, type EvaluationContext, type Sentence } from '#compile';
import type { ClickHouse } from '#platform';
import type { StoredValue } from '../values.ts';
import { featureBase, placesOf } from './base.ts';
import { type FeaturePlan, fencesIn, figureOf, forestIn, lineOf, modelOf } from './plan.ts';
import { scaleParameters } from './values.ts';

/** Why somebody has this value: real, or filled in by what; why it counts as far out; how it was scaled. `places`: what the groups' fields are for them. */
export function reasonOf(plan: FeaturePlan, facts: FeatureFacts, { text, fields }: StoredValue, places: readonly string[]): Sentence {
  const parts = [originOf(plan, facts, fields['imputed'] === 'true', places), outlierOf(plan, facts, fields), scaledOf(plan, facts, text, fields['scaled'])];
  const said = parts.filter((part) => part !== null);
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') };
}

const figureWords = {
  mean: { zh: '平均值', en: 'mean' },
  median: { zh: '中位数', en: 'median' },
  mode: { zh: '众数', en: 'mode' },
} as const;

function originOf(plan: FeaturePlan, facts: FeatureFacts, isImputed: boolean, places: readonly string[]): Sentence {
  if (!isImputed) return { zh: '真实值，没有改动。', en: 'The real value, untouched.' };
  const [figure, model] = [figureOf(plan), modelOf(plan)];
  if (model !== null) return modelReason(model.by, facts);
  if (lineOf(plan) !== null)
    return {
      zh: '补上的值：由前后两次的值线性插值得出，或沿用前一次的值。',
      en: 'Imputed: on the line between the readings before and after, or the last one kept.',
    };
  const group = narrowest(facts, places);
  if (figure === null || group === undefined) return { zh: '补上的值。', en: 'Imputed.' };
  const { zh, en } = figureWords[figure.by];
  const fields = placesOf(plan).slice(0, group.place.length).map(describeMeasure);
  const shared = (language: 'zh' | 'en'): string =>
    fields.map((field, index) => `${field[language].replace(/^their /, '')} = ${group.place[index] ?? ''}`).join(language === 'zh' ? '、' : ', ');
  return group.place.length === 0
    ? { zh: `补上的值：全体客户的${zh}，n = ${group.known}。`, en: `Imputed by the ${en} of all customers, n = ${group.known}.` }
    : {
        zh: `补上的值：${shared('zh')} 的客户的${zh}，n = ${group.known}。`,
        en: `Imputed by the ${en} of customers with ${shared('en')}, n = ${group.known}.`,
      };
}

const narrowest = ({ groups }: FeatureFacts, places: readonly string[]): FeatureFacts['groups'][number] | undefined =>
  groups.filter(({ place }) => place.every((text, index) => text === places[index])).toSorted((a, b) => b.place.length - a.place.length)[0];

function modelReason(by: 'ridge' | 'neighbours', { model }: FeatureFacts): Sentence {
  const words = by === 'ridge' ? { zh: '岭回归', en: 'ridge regression' } : { zh: '最相近的客户', en: 'the most similar customers' };
  const [own, usual] = model?.scores ?? [];
  if (model === null || own === undefined || usual === undefined) return { zh: `补上的值：由${words.zh}估计。`, en: `Imputed by ${words.en}.` };
  const isShare = usual.method === 'mode';
  const [error, baseline] = [own, usual].map((score) => (isShare ? `${rounded(score.error * 100)}%` : String(rounded(score.error))));
  return {
    zh: `补上的值：由${words.zh}估计，n = ${model.rows}，${isShare ? '错误率' : '误差（RMSE）'} ${error}，只用${isShare ? '众数' : '平均值'}时为 ${baseline}。`,
    en: `Imputed by ${words.en}, n = ${model.rows}; ${isShare ? 'wrong' : 'error (RMSE)'} ${error}, with the ${isShare ? 'mode' : 'mean'} alone ${baseline}.`,
  };
}

function outlierOf(plan: FeaturePlan, { fences }: FeatureFacts, { outlier, distance }: StoredValue['fields']): Sentence | null {
  if (outlier !== 'true') return null;
  const forest = forestIn(plan);
  const score = rounded(Number(distance));
  if (forest !== null)
    return { zh: `异常值：孤立森林得分 ${score}，不低于 ${forest.limit}。`, en: `An outlier: isolation forest score ${score}, at least ${forest.limit}.` };
  if (fences === null || fencesIn(plan) === null) return null;
  const [low, high] = [rounded(fences.low), rounded(fences.high)];
  return { zh: `异常值：不在 ${low} 至 ${high} 之间。`, en: `An outlier: not between ${low} and ${high}.` };
}

function scaledOf(plan: FeaturePlan, facts: FeatureFacts, text: string, scaled: string | undefined): Sentence | null {
  const found = scaleParameters(plan, facts);
  if (found === null || scaled === undefined) return null;
  const formula = `(${rounded(Number(text))} − ${rounded(found.centre)}) / ${rounded(found.unit)} = ${rounded(Number(scaled))}`;
  return { zh: `缩放：${formula}。`, en: `Scaled: ${formula}.` };
}

const rounded = (number: number): number => Number(number.toPrecision(6));

/** What the groups' fields are for the one profile in the context's scope. */
export async function readPlaces(clickhouse: ClickHouse, plan: FeaturePlan, context: EvaluationContext): Promise<readonly string[]> {
  const count = placesOf(plan).length;
  if (count === 0) return [];
  const { sql, params } = featureBase(plan, context);
  const names = Array.from({ length: count }, (_, index) => `toString(f_place_${index})`).join(', ');
  const [row] = await clickhouse.query<{ places: readonly string[] }>(`SELECT [${names}] AS places FROM (${sql})`, params, { lane: 'interactive' });
  return row?.places ?? [];
}
