import type { MendPlace, QualityDimension, QualityFigure, QualityFinding } from '@danqing/contracts';
import { pairScaleOf } from '../standing/facts.ts';
import { fieldFigures, type Around, type Counted, type FieldParts } from './parts.ts';
import { wholeFigures } from './whole.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;
const count = (n: number): string => n.toLocaleString('en-US');

interface About {
  readonly dimension: QualityDimension;
  readonly source: string;
  readonly event: string;
  readonly field: string;
}

/** Where it can be mended: values that cannot be read by cleaning rules, gaps by the tracking plan (of customers where they are sent), doubles where they are listed. */
function placeOf({ dimension, event, field }: About): MendPlace {
  if (dimension === 'completeness') return event === '' ? 'source' : 'plan';
  if (dimension === 'validity') return field === '' ? 'quarantine' : 'cleaning';
  if (dimension === 'uniqueness') return 'duplicates';
  return dimension === 'timeliness' ? 'source' : 'field';
}

/** What is wrong, in a sentence that names it and how many it is about. */
function wordsOf({ dimension, source, event, field }: About, { share, least, isSample }: QualityFigure, affected: number): QualityFinding['says'] {
  const [zhBad, enBad] = isSample ? [`约 ${count(affected)}`, `about ${count(affected)}`] : [count(affected), count(affected)];
  const zhOf = event === '' ? `客户属性“${field}”` : `“${event}”的“${field}”`;
  const enOf = event === '' ? `the trait ${field}` : `${field} of ${event}`;
  const zhBound = `（${percent(share ?? 0)}，阈值 ${percent(least ?? 0)}）`;
  const enBound = ` (${percent(share ?? 0)}, threshold ${percent(least ?? 0)})`;
  switch (dimension) {
    case 'completeness':
      return event === ''
        ? { zh: `“${source}”的 ${zhBad} 位客户没有${zhOf}${zhBound}`, en: `${source}: ${enBad} people lack ${enOf}${enBound}` }
        : { zh: `“${source}”有 ${zhBad} 条消息缺少${zhOf}${zhBound}`, en: `${source}: ${enBad} messages lack ${enOf}${enBound}` };
    case 'validity':
      return { zh: `“${source}”的${zhOf}有 ${zhBad} 个值无效${zhBound}`, en: `${source}: ${enBad} values of ${enOf} are not valid${enBound}` };
    case 'uniqueness':
      return {
        zh: `“${source}”有 ${zhBad} 条重复的消息或订单${zhBound}`,
        en: `${source}: ${enBad} messages or orders arrived more than once${enBound}`,
      };
    case 'timeliness':
      return { zh: `“${source}”有 ${zhBad} 条消息迟到一天以上${zhBound}`, en: `${source}: ${enBad} messages arrived more than a day late${enBound}` };
    case 'consistency':
      return { zh: `各数据源的${zhOf}有 ${zhBad} 处不一致${zhBound}`, en: `sources disagree on ${enOf} in ${enBad} cases${enBound}` };
  }
}

/** Of a sample as far as it can be said. */
const about = (count: number, isSample: boolean): number => (isSample ? Number(count.toPrecision(3)) : count);

/** `scale`: how many each that was looked at stands for. */
function findingOf(of: About, figure: QualityFigure, usedBy: QualityFinding['usedBy'], scale = 1): QualityFinding | undefined {
  const { verdict, share, least, n, good, isSample } = figure;
  if (verdict !== 'poor' || share === null || least === null) return undefined;
  const affected = about(Math.round((n - good) * scale), isSample);
  return {
    ...of,
    share,
    n: about(Math.round(n * scale), isSample),
    affected,
    isAbout: isSample,
    least,
    says: wordsOf(of, figure, affected),
    mend: placeOf(of),
    usedBy,
  };
}

/** How bad: how far below what is wanted, how many it is about, and that somebody builds on it. */
function weightOf({ share, least, n, usedBy }: QualityFinding): number {
  return (least - share) * Math.log10(10 + n) * (1 + Math.min(usedBy.length, 5));
}

/** Everything that is below its threshold, the worst first. */
export function findingsOf(counted: Counted, around: Around, fields: readonly FieldParts[], source?: string): readonly QualityFinding[] {
  const found: (QualityFinding | undefined)[] = [];
  for (const one of fields) {
    const { event, field } = one;
    const usedBy = [...around.usesOf(event, field)];
    for (const part of one.parts) {
      if (source !== undefined && part.source !== source) continue;
      const figures = fieldFigures(one, part.source, counted, around);
      const of = { source: part.source, event, field };
      found.push(
        findingOf({ ...of, dimension: 'completeness' }, figures.completeness, usedBy, one.scale),
        findingOf({ ...of, dimension: 'validity' }, figures.validity, usedBy),
      );
    }
    // Two sources disagree: it is a matter of neither.
    const { consistency } = fieldFigures(one, source, counted, around);
    found.push(findingOf({ source: source ?? '', event, field, dimension: 'consistency' }, consistency, usedBy, pairScaleOf(counted.facts, event)));
  }
  for (const name of new Set(counted.subjects.map((one) => one.source))) {
    if (source !== undefined && name !== source) continue;
    const whole = wholeFigures(counted, around, fields, name);
    for (const dimension of ['uniqueness', 'timeliness'] as const)
      found.push(findingOf({ source: name, event: '*', field: '', dimension }, whole[dimension], []));
  }
  return found.filter((one) => one !== undefined).toSorted((a, b) => weightOf(b) - weightOf(a) || (a.says.en < b.says.en ? -1 : 1));
}
