/** What a card found, as far as the verdict hangs on it. */
export interface Findings {
  readonly coverage: number;
  readonly known: number;
  readonly distinct: number;
  /** Of the known values, the share of the most frequent bin. */
  readonly largestShare: number;
  readonly isMeasured: boolean;
  /** Days since half of the values were said (traits, manual values) or since the last run confirmed them all; null: never. */
  readonly ageDays: number | null;
  readonly hasFailed: boolean;
  readonly psi: number | null;
  readonly disputedShare: number | null;
  /** null: no goal was chosen, or it tells nobody apart. */
  readonly informationValue: number | null;
}

type Grade = 'good' | 'limited' | 'poor';

interface Reason {
  readonly grade: Grade;
  readonly zh: string;
  readonly en: string;
}

interface Judgement {
  readonly grade: Grade;
  readonly reasons: Reason[];
}

/** 可采集 · 可信 · 可用于分群; the whole is as good as its worst part. */
export interface Verdict {
  readonly grade: Grade;
  readonly collectable: Judgement;
  readonly trusted: Judgement;
  readonly usable: Judgement;
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
const gradeOf = (value: number, good: number, limited: number): Grade => (value >= good ? 'good' : value >= limited ? 'limited' : 'poor');
const worst = (grades: readonly Grade[]): Grade => (grades.includes('poor') ? 'poor' : grades.includes('limited') ? 'limited' : 'good');
const judged = (reasons: Reason[]): Judgement => ({ grade: worst(reasons.map(({ grade }) => grade)), reasons });

/** Thresholds are rules of thumb of the trade, but those of PSI and IV (see there); each reason says the number it judged. */
export function verdictOf(found: Findings): Verdict {
  const collectable = judged([
    {
      grade: gradeOf(found.coverage, 0.6, 0.2),
      zh: `${percent(found.coverage)} 的客户有值`,
      en: `${percent(found.coverage)} of the customers have a value`,
    },
  ]);
  const trusted = judged([...freshness(found), ...stability(found), ...agreement(found)]);
  const usable = judged([...spread(found), ...power(found)]);
  return { grade: worst([collectable.grade, trusted.grade, usable.grade]), collectable, trusted, usable };
}

function freshness({ ageDays, hasFailed, known }: Findings): readonly Reason[] {
  if (hasFailed) return [{ grade: 'poor', zh: '上次计算失败', en: 'the last run failed' }];
  if (ageDays === null) return known === 0 ? [] : [{ grade: 'poor', zh: '从未计算', en: 'never computed' }];
  const days = Math.round(ageDays * 10) / 10;
  return [
    {
      grade: gradeOf(-ageDays, -90, -365),
      zh: `值的新旧程度：${days} 天（取中位数，或距上次计算的天数）`,
      en: `values are ${days} days old (median, or since the last run)`,
    },
  ];
}

function stability({ psi }: Findings): readonly Reason[] {
  if (psi === null) return [];
  const shown = psi.toFixed(3);
  return [{ grade: gradeOf(-psi, -0.1, -0.25), zh: `分布变化 PSI ${shown}`, en: `drift PSI ${shown}` }];
}

function agreement({ disputedShare }: Findings): readonly Reason[] {
  if (disputedShare === null) return [];
  return [
    {
      grade: gradeOf(-disputedShare, -0.05, -0.2),
      zh: `${percent(disputedShare)} 的客户在不同数据源里说法不一`,
      en: `sources disagree about ${percent(disputedShare)} of the customers`,
    },
  ];
}

function spread({ known, distinct, largestShare, isMeasured }: Findings): readonly Reason[] {
  if (known === 0) return [{ grade: 'poor', zh: '还没有值', en: 'there are no values' }];
  if (distinct < 2) return [{ grade: 'poor', zh: '只有一个取值，无法区分客户', en: 'only one value, which tells nobody apart' }];
  if (!isMeasured && known >= 20 && distinct / known > 0.9)
    return [
      {
        grade: 'limited',
        zh: '几乎每位客户的取值都不同，适合用来识别，不适合圈人群',
        en: 'nearly every customer has a value of their own: good to identify, not to group',
      },
    ];
  const shown = percent(largestShare);
  return [{ grade: gradeOf(-largestShare, -0.95, -0.995), zh: `最常见的取值占 ${shown}`, en: `the most frequent value or bin has ${shown}` }];
}

function power({ informationValue }: Findings): readonly Reason[] {
  if (informationValue === null) return [];
  const shown = informationValue.toFixed(3);
  if (informationValue > 0.5)
    return [
      {
        grade: 'limited',
        zh: `信息值 IV ${shown} 高得可疑，请确认它不包含目标本身`,
        en: `information value ${shown} is suspiciously high: make sure it does not contain the goal`,
      },
    ];
  return [{ grade: gradeOf(informationValue, 0.1, 0.02), zh: `对目标的区分度 IV ${shown}`, en: `information value toward the goal ${shown}` }];
}
