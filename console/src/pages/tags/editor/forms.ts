import type { FeatureJson, MeasureJson, RuleJson, TagDefinitionJson, TagView } from '@danqing/contracts';
import { isFinished, isMeasureFinished, isWhereFinished } from '../../../rule/model/finished.ts';

/** Ways to define a tag that have a form of their own; `map` is cases over one trait's values. */
export const formNames = ['trait', 'map', 'measure', 'rule', 'cases', 'tiers', 'rfm', 'lifecycle', 'top', 'feature', 'sql', 'manual'] as const;
export type FormName = (typeof formNames)[number] | 'other';
export type Definition<Name extends string> = Extract<TagDefinitionJson, Readonly<Record<Name, unknown>>>;
export type Cases = Definition<'cases'>;

export const formGroups = [
  { key: 'fact', forms: ['trait', 'map', 'measure'] },
  { key: 'analytic', forms: ['cases', 'tiers', 'rfm', 'lifecycle', 'top', 'feature', 'rule'] },
  { key: 'manual', forms: ['manual'] },
  { key: 'expert', forms: ['sql'] },
] as const satisfies readonly { readonly key: string; readonly forms: readonly FormName[] }[];

export const isFormName = (text: string): text is (typeof formNames)[number] => formNames.some((name) => name === text);

const everybody: RuleJson = { all: [] };
const nothingYet: MeasureJson = { did: '', count: true };

/** Words of the screen that a new definition begins with. */
export interface FirstWords {
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  readonly language: 'zh' | 'en';
}

/** What a form starts with. */
export function startOf(form: FormName, { low, middle, high, language }: FirstWords): TagDefinitionJson {
  switch (form) {
    case 'trait':
      return { trait: '' };
    case 'map':
      return { cases: [{ rule: { trait: '', op: 'in', value: [] }, value: '' }] };
    case 'measure':
      return { measure: { did: 'Order Completed', sum: 'revenue', window: { last: 30, unit: 'day' } } };
    case 'rule':
      return { rule: everybody };
    case 'cases':
      return {
        cases: [
          { rule: everybody, value: '' },
          { rule: everybody, value: '' },
        ],
      };
    case 'tiers':
      return { tiers: { by: nothingYet, names: [low, middle, high], method: 'quantile' } };
    case 'rfm':
      return {
        rfm: { of: 'Order Completed', value: 'revenue', window: { last: 365, unit: 'day' }, bins: 5, method: 'quantile', high: 'average', names: language },
      };
    case 'lifecycle':
      return { lifecycle: [{ stage: '', rule: everybody }] };
    case 'top':
      return { top: { of: 'Order Completed', prop: '', k: 3, halfLife: { n: 30, unit: 'day' } } };
    case 'feature':
      return { feature: { of: { trait: '' }, impute: { by: 'median' } } };
    case 'sql':
      return { sql: 'SELECT profile_id, count() AS value\nFROM events\nGROUP BY profile_id' };
    case 'manual':
    case 'other':
      return { manual: true };
  }
}

export function firstTypeOf(form: FormName): TagView['type'] {
  switch (form) {
    case 'measure':
    case 'feature':
    case 'sql':
      return 'number';
    case 'rule':
      return 'boolean';
    case 'top':
      return 'list';
    default:
      return 'text';
  }
}

/** Cases that are one trait's values by groups. */
const isMap = ({ cases }: Cases): boolean => {
  const [first] = cases;
  const path = first !== undefined && 'trait' in first.rule ? first.rule.trait : undefined;
  return path !== undefined && cases.every(({ rule }) => 'trait' in rule && ((rule.trait === path && rule.op === 'in') || rule.op === 'exists'));
};

/** The form that shows a definition. */
export function formOf(definition: TagDefinitionJson): FormName {
  if ('cases' in definition) return isMap(definition) ? 'map' : 'cases';
  return formNames.find((name) => name in definition) ?? 'other';
}

/** An empty group is everybody, which nobody means while they are drawing. */
const isDrawn = (rule: RuleJson): boolean => !('all' in rule && rule.all.length === 0) && isFinished(rule);

function isFeatureComplete({ of, impute, outlier }: FeatureJson): boolean {
  const measures = [of, ...(impute?.within ?? []), ...(impute?.from ?? []), ...(outlier?.with ?? [])];
  const needsFrom = impute?.by === 'ridge' || impute?.by === 'neighbours';
  return measures.every(isMeasureFinished) && !(needsFrom && (impute.from ?? []).length === 0);
}

/** Whether there is something to compute: nothing is sent while people are still filling in. */
export function isComplete(definition: TagDefinitionJson): boolean {
  if ('trait' in definition) return definition.trait !== '';
  if ('measure' in definition) return isMeasureFinished(definition.measure);
  if ('rule' in definition) return isDrawn(definition.rule);
  if ('cases' in definition) return definition.cases.every(({ rule, value }) => value !== '' && isDrawn(rule));
  if ('lifecycle' in definition) return definition.lifecycle.every(({ stage, rule }) => stage.trim() !== '' && isDrawn(rule));
  if ('tiers' in definition) return isMeasureFinished(definition.tiers.by) && definition.tiers.names.every((name) => name.trim() !== '');
  if ('rfm' in definition) return definition.rfm.of !== '' && definition.rfm.value !== '' && isWhereFinished(definition.rfm.where);
  if ('feature' in definition) return isFeatureComplete(definition.feature);
  if ('top' in definition)
    return definition.top.of !== '' && definition.top.prop !== '' && definition.top.weight !== '' && isWhereFinished(definition.top.where);
  return !('sql' in definition) || definition.sql.trim() !== '';
}
