import type { MeasureJson } from '@danqing/contracts';
import type { Doc } from './doc.ts';
import { eventText, nameText, numberText, stringText, unprintable } from './print-test.ts';
import { whereDoc } from './print-where.ts';
import { windowText } from './print-window.ts';
import type { ClausesJson } from './read-measure.ts';
import { aggregateWords, operationSigns, pluralOf } from './words.ts';

type Aggregates = { readonly [Word in (typeof aggregateWords)[number]]?: string } & { readonly did?: string };

/** The clauses of an event, `number` (how often or how much) among them. */
export const clausesDoc = ({ each, window, where }: ClausesJson, number = ''): Doc => [
  each === undefined ? '' : ` each ${nameText(each)}`,
  number,
  window === undefined ? '' : windowText(window),
  whereDoc(where),
];

/** sum(revenue), if there is such a part. */
export function aggregateText(json: Aggregates): string | undefined {
  const kind = aggregateWords.find((word) => json[word] !== undefined);
  return kind === undefined ? undefined : `${kind}(${nameText(json[kind] ?? '')})`;
}

export function measureDoc(measure: MeasureJson): Doc {
  if ('did' in measure) return [`${aggregateText(measure) ?? 'count'} of ${eventText(measure.did)}`, clausesDoc(measure)];
  if ('trait' in measure) return `trait ${nameText(measure.trait)}`;
  if ('tag' in measure) return `tag ${nameText(measure.tag)}`;
  if ('metric' in measure) return `metric ${nameText(measure.metric)}`;
  if ('since' in measure) {
    const { first, last, where } = measure.since;
    const edge = first === undefined ? `last ${eventText(last ?? '')}` : `first ${eventText(first)}`;
    return [`${pluralOf(measure.unit)} since ${edge}`, whereDoc(where)];
  }
  if ('interval' in measure) {
    const { stat, did, where } = measure.interval;
    return [`${stat} ${pluralOf(measure.unit)} between ${eventText(did)}`, whereDoc(where)];
  }
  if ('times' in measure) return operationDoc('times', measure.times);
  if ('plus' in measure) return operationDoc('plus', measure.plus);
  if ('minus' in measure) return operationDoc('minus', measure.minus);
  if ('else' in measure) return operationDoc('else', measure.else);
  if ('random' in measure) return `random ${stringText(measure.random)}`;
  throw unprintable('this measure');
}

type Operand = MeasureJson | number;
const isOperation = (operand: Operand): boolean =>
  typeof operand === 'object' && ('times' in operand || 'plus' in operand || 'minus' in operand || 'else' in operand);

export const operandDoc = (operand: Operand): Doc => (typeof operand === 'number' ? numberText(operand) : measureDoc(operand));

/** Inner operations stand in brackets, so that nobody has to know what binds closer. */
function operationDoc(kind: keyof typeof operationSigns, [left, right]: readonly [Operand, Operand]): Doc {
  const inner = (operand: Operand): Doc => (isOperation(operand) ? ['(', operandDoc(operand), ')'] : operandDoc(operand));
  return [inner(left), ` ${operationSigns[kind]} `, inner(right)];
}
