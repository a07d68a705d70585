import { type FieldVerdict, type QualityFigure, type QualityLevel, smallNumber } from '@danqing/contracts';
import type { Separation } from './spread.ts';

/** What a verdict on a field is made from. */
export interface VerdictFacts {
  readonly completeness: QualityFigure;
  readonly validity: QualityFigure;
  readonly consistency: QualityFigure;
  /** Share of the values that are imputed. */
  readonly imputedShare: number;
  /** Of the sources that send it, the most trusted one's level, 0 to 100. */
  readonly trust: number;
  readonly sources: readonly string[];
  /** Days since it was said, in the middle; null: it is of events, which do not age. */
  readonly ageDays: number | null;
  /** Completeness now less that of the period before; null: nothing to hold it against. */
  readonly moved: number | null;
  readonly separation: Separation | undefined;
  readonly isOfPeople: boolean;
}

interface Judged {
  readonly level: QualityLevel;
  readonly why: { readonly zh: string; readonly en: string };
}

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1).replace(/\.0$/, '')}%`;

const wellReached = 0.8;
const halfReached = 0.4;

function collectable({ completeness: { share, n }, sources, moved, isOfPeople }: VerdictFacts): Judged {
  if (share === null || n < smallNumber) {
    return {
      level: 'unknown',
      why: { zh: `只有 ${n} ${isOfPeople ? '人' : '条消息'}，还不足以判断`, en: `only ${n} ${isOfPeople ? 'people' : 'messages'}: too few to say` },
    };
  }
  const level = share >= wellReached ? 'high' : share >= halfReached ? 'medium' : 'low';
  const by = sources.join('、');
  const trend =
    moved === null || Math.abs(moved) < 0.02
      ? { zh: '', en: '' }
      : moved > 0
        ? { zh: '，而且在变好', en: ', and rising' }
        : { zh: '，但在变差', en: ', but falling' };
  return {
    level,
    why: {
      zh: `${percent(share)} 的${isOfPeople ? '客户' : '消息'}带有这个字段（来自${by === '' ? '其他途径' : ` ${by} `}）${trend.zh}`.replace(' ）', '）'),
      en: `${percent(share)} of ${isOfPeople ? 'customers' : 'messages'} have it (from ${by === '' ? 'elsewhere' : sources.join(', ')})${trend.en}`,
    },
  };
}

const year = 365;
/** What was said long ago is believed half as much after three years (exponential, as usual for half-lives), and never less than that: a birthday does not grow old. */
const halfLifeDays = 3 * year;
const leastOfAge = 0.5;
const trusted = 0.75;
const halfTrusted = 0.5;

/** Validity × consistency × trust of the source × age × what nobody imputed; what cannot be measured does not count against it. The source's level counts from 0.5 to 1: even a source of level 0 says something. */
export function trustScore({ validity, consistency, imputedShare, trust, ageDays }: VerdictFacts): number {
  const ofSource = 0.5 + trust / 200;
  const ofAge = ageDays === null ? 1 : Math.max(leastOfAge, 0.5 ** (ageDays / halfLifeDays));
  return (validity.share ?? 1) * (consistency.share ?? 1) * ofSource * ofAge * (1 - imputedShare);
}

function trustable(facts: VerdictFacts): Judged {
  const { validity, consistency, imputedShare, trust, ageDays } = facts;
  if (validity.n < smallNumber)
    return { level: 'unknown', why: { zh: `只有 ${validity.n} 个值，还不足以判断`, en: `only ${validity.n} values: too few to say` } };
  const score = trustScore(facts);
  const level = score >= trusted ? 'high' : score >= halfTrusted ? 'medium' : 'low';
  const zh = [`${percent(validity.share ?? 1)} 的值有效`, `数据源可信度 ${trust}`];
  const en = [`${percent(validity.share ?? 1)} of the values are valid`, `its source is trusted ${trust} of 100`];
  if (consistency.share !== null && consistency.n >= smallNumber) {
    zh.push(`各数据源的一致率为 ${percent(consistency.share)}`);
    en.push(`sources agree on ${percent(consistency.share)}`);
  }
  if (imputedShare > 0) {
    zh.push(`${percent(imputedShare)} 是补上的`);
    en.push(`${percent(imputedShare)} are imputed`);
  }
  if (ageDays !== null && ageDays > year / 2) {
    zh.push(`一半的值已有 ${ageDays} 天以上没有更新`);
    en.push(`half of them are older than ${ageDays} days`);
  }
  return { level, why: { zh: zh.join('，'), en: en.join('; ') } };
}

const tooDominant = 0.95;
const evenEnough = 0.5;
const nearlyAllDistinct = 0.9;

function separates({ separation }: VerdictFacts): Judged {
  if (separation === undefined) return { level: 'unknown', why: { zh: '还没有足够的值', en: 'there are not enough values yet' } };
  const { entropy, dominant, distinctShare, isNumber } = separation;
  if (dominant >= tooDominant)
    return {
      level: 'low',
      why: { zh: `${percent(dominant)} 都是同一个值，几乎区分不开客户`, en: `${percent(dominant)} have the same value: it hardly tells anybody apart` },
    };
  if (!isNumber && distinctShare >= nearlyAllDistinct) {
    return {
      level: 'low',
      why: {
        zh: '几乎每个值都不同（像编号），适合查找，不适合圈选',
        en: 'nearly every value differs, as numbers of orders do: good for looking up, not for grouping',
      },
    };
  }
  const level = entropy >= evenEnough ? 'high' : 'medium';
  const why = isNumber
    ? { zh: `数值分布均匀程度 ${percent(entropy)}`, en: `its numbers are spread ${percent(entropy)} evenly` }
    : {
        zh: `取值均匀程度 ${percent(entropy)}，最常见的值占 ${percent(dominant)}`,
        en: `its values are spread ${percent(entropy)} evenly; the most frequent has ${percent(dominant)}`,
      };
  return { level, why };
}

/** Deterministic: what the same figures say is always the same. */
export function verdictOf(facts: VerdictFacts): FieldVerdict {
  const [collect, trust, separate] = [collectable(facts), trustable(facts), separates(facts)];
  const advice = ((): FieldVerdict['advice'] => {
    if (collect.level === 'unknown' || trust.level === 'unknown')
      return { what: 'wait', why: { zh: '数据还太少，等积累一些再判断', en: 'wait until there is more data' } };
    if (trust.level === 'low') return { what: 'repair', why: { zh: '先修正取值，再用于圈选', en: 'fix its values before you segment by it' } };
    if (collect.level === 'low')
      return {
        what: 'avoid',
        why: { zh: '覆盖的人太少，按它圈选会漏掉大多数人', en: 'too few customers have it: a segment based on it would miss most people' },
      };
    if (separate.level === 'low')
      return { what: 'avoid', why: { zh: '区分不开客户，不适合用来圈选', en: 'it hardly tells customers apart: not suitable for segments' } };
    if (facts.completeness.verdict === 'poor' || facts.validity.verdict === 'poor' || facts.consistency.verdict === 'poor')
      return { what: 'repair', why: { zh: '可以用，但有一项低于阈值，建议修正', en: 'usable, but one figure is below its threshold: worth fixing' } };
    return { what: 'use', why: { zh: '可以放心用于圈选和标签', en: 'good for segments and tags' } };
  })();
  return { collect, trust, separate, advice };
}
