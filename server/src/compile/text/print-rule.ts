import type { MeasureJson, RankJson, RuleJson } from '@danqing/contracts';
import { type Doc, type Group, laidOut } from './doc.ts';
import { bracketed, groupDoc, inBrackets } from './print-group.ts';
import { aggregateText, clausesDoc, measureDoc, operandDoc } from './print-measure.ts';
import { countText, eventText, nameText, numberText, spanText, stringText, testText, unprintable } from './print-test.ts';
import { whereDoc } from './print-where.ts';
import { windowText } from './print-window.ts';
import { isSignOperator, operatorSigns } from './words.ts';

/** The text form of a rule, in its one canonical layout. */
export const printRule = (rule: RuleJson): string => laidOut(ruleDoc(rule));

export const printMeasure = (measure: MeasureJson): string => laidOut(measureDoc(measure));

export function ruleDoc(rule: RuleJson): Doc {
  if ('all' in rule) return rule.all.length === 0 ? 'everyone' : groupDoc('all', rule.all.map(ruleDoc));
  if ('any' in rule) return rule.any.length === 0 ? 'nobody' : groupDoc('any', rule.any.map(ruleDoc));
  if ('not' in rule) return ['not ', inBrackets(ruleDoc(rule.not))];
  if ('did' in rule) return didDoc(rule);
  if ('first' in rule) return [`first ${eventText(rule.first)}`, clausesDoc(rule)];
  if ('last' in rule) return [`last ${eventText(rule.last)}`, clausesDoc(rule)];
  if ('sequence' in rule) return sequenceDoc(rule);
  if ('compare' in rule) return compareDoc(rule);
  if ('top' in rule) return rankDoc('top', rule.top);
  if ('bottom' in rule) return rankDoc('bottom', rule.bottom);
  if ('account' in rule) return ['account ', bracketed(ruleDoc(rule.account), '(')];
  return leafText(rule);
}

type Leaf = Extract<
  RuleJson,
  | { trait: string }
  | { tag: string }
  | { has: string }
  | { sample: object }
  | { segment: string }
  | { list: string }
  | { consent: string }
  | { anniversary: string }
>;

function leafText(rule: Leaf): string {
  if ('trait' in rule) return `trait ${nameText(rule.trait)}${testText(rule)}`;
  if ('tag' in rule) return `tag ${nameText(rule.tag)}${testText(rule)}`;
  if ('has' in rule) return `has ${nameText(rule.has)}`;
  if ('sample' in rule) return `sample ${sizeText(rule.sample)} seed ${stringText(rule.sample.seed)}`;
  if ('segment' in rule) return `segment ${nameText(rule.segment)}`;
  if ('list' in rule) return `list ${nameText(rule.list)}`;
  if ('consent' in rule) return `consent ${nameText(rule.consent)}${rule.channel === undefined ? '' : ` via ${nameText(rule.channel)}`}`;
  if ('anniversary' in rule) return `anniversary ${nameText(rule.anniversary)} next ${spanText(rule.next, rule.unit)}`;
  throw unprintable('this rule');
}

type Did = Extract<RuleJson, { readonly did: string }>;

function didDoc(rule: Did): Doc {
  const aggregate = aggregateText(rule);
  const number =
    aggregate !== undefined && 'op' in rule ? ` ${aggregate}${testText(rule)}` : 'count' in rule && rule.count !== undefined ? countText(rule.count) : '';
  return [`did ${eventText(rule.did)}`, clausesDoc(rule, number)];
}

function sequenceDoc({ sequence, within, window }: Extract<RuleJson, { readonly sequence: unknown }>): Doc {
  const steps: Group = { open: '(', items: sequence.map(({ event, where }) => [eventText(event), whereDoc(where)]), joiner: 'then', close: ')' };
  return ['sequence ', steps, within === undefined ? '' : ` within ${spanText(within.n, within.unit)}`, window === undefined ? '' : windowText(window)];
}

function compareDoc({ compare: [left, op, right] }: Extract<RuleJson, { readonly compare: unknown }>): Doc {
  if (!isSignOperator(op)) throw unprintable(`"compare" with the operator ${op}`);
  return ['compare ', operandDoc(left), ` ${operatorSigns[op]} `, operandDoc(right)];
}

function rankDoc(end: 'top' | 'bottom', rank: RankJson): Doc {
  const among = rank.among === undefined ? '' : [' among ', bracketed(ruleDoc(rank.among), '(')];
  return [`${end} ${sizeText(rank)} by `, measureDoc(rank.by), among];
}

function sizeText({ percent, n }: { readonly percent?: number; readonly n?: number }): string {
  return percent === undefined ? numberText(n ?? 0) : `${numberText(percent)}%`;
}
