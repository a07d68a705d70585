import type { AxisJson, RfmJson, RuleJson, ScalarJson, StageJson, TagDefinitionJson, TiersJson, TopJson } from '@danqing/contracts';
import { type Doc, laidOut } from './doc.ts';
import { featureDoc } from './print-feature.ts';
import { inBrackets } from './print-group.ts';
import { measureDoc } from './print-measure.ts';
import { ruleDoc } from './print-rule.ts';
import { eventText, nameText, numberText, scalarText, spanText, stringText, unprintable } from './print-test.ts';
import { whereDoc } from './print-where.ts';
import { windowText } from './print-window.ts';

/** The text form of a tag's definition, in its one canonical layout: a case, a stage, a line of SQL each on lines of its own. */
export const printTag = (definition: TagDefinitionJson): string => docsOf(definition).map(laidOut).join('\n');

function docsOf(definition: TagDefinitionJson): readonly Doc[] {
  if ('rule' in definition) return [['if ', inBrackets(ruleDoc(definition.rule))]];
  if ('cases' in definition) {
    const cases = definition.cases.map(caseDoc);
    return definition.else === undefined || definition.else === null ? cases : [...cases, `else ${scalarText(definition.else)}`];
  }
  if ('measure' in definition) return [['measure ', measureDoc(definition.measure)]];
  if ('trait' in definition) return [`trait ${nameText(definition.trait)}`];
  if ('rfm' in definition) return [rfmDoc(definition.rfm)];
  if ('top' in definition) return [topDoc(definition.top)];
  if ('lifecycle' in definition) return definition.lifecycle.map(stageDoc);
  if ('tiers' in definition) return [tiersDoc(definition.tiers)];
  if ('grid' in definition) return [...axisDocs('rows', definition.grid.rows), ...axisDocs('columns', definition.grid.columns)];
  if ('feature' in definition) return [featureDoc(definition.feature)];
  if ('sql' in definition) return definition.sql.split('\n').map((line, index) => `${index === 0 ? 'sql' : '   '} ${stringText(line)}`);
  if ('manual' in definition) return ['manual'];
  throw unprintable('this definition');
}

const caseDoc = ({ rule, value }: { readonly rule: RuleJson; readonly value: ScalarJson }): Doc => [
  'when ',
  inBrackets(ruleDoc(rule)),
  ` then ${scalarText(value)}`,
];

const axisDocs = (side: 'rows' | 'columns', axis: AxisJson): readonly Doc[] =>
  'tiers' in axis ? [[`${side} `, tiersDoc(axis.tiers)]] : axis.cases.map((each, index): Doc => [index === 0 ? `${side} ` : '', caseDoc(each)]);

const tiersDoc = ({ by, names, cuts, method, shares }: TiersJson): Doc => [
  `tiers (${names.map(stringText).join(', ')})`,
  cuts === undefined ? '' : ` cuts ${numbers(cuts)}`,
  method === undefined ? '' : ` by ${method}`,
  shares === undefined ? '' : ` shares ${numbers(shares)}`,
  ' of ',
  measureDoc(by),
];

function rfmDoc({ of, value, where, window, bins, method, edges, high, names }: RfmJson): Doc {
  return [
    `rfm of ${eventText(of)} value ${nameText(value)}`,
    bins === undefined ? '' : ` bins ${numberText(bins)}`,
    method === undefined ? '' : ` by ${method}`,
    edges === undefined ? '' : ` edges recency ${numbers(edges.recency)} frequency ${numbers(edges.frequency)} monetary ${numbers(edges.monetary)}`,
    high === undefined ? '' : ` high ${typeof high === 'string' ? high : `r ${numberText(high.r)} f ${numberText(high.f)} m ${numberText(high.m)}`}`,
    names === undefined ? '' : ` names ${typeof names === 'string' ? names : `(${Object.entries(names).map(nameOfTier).join(', ')})`}`,
    window === undefined ? '' : windowText(window),
    whereDoc(where),
  ];
}

const numbers = (list: readonly number[]): string => `(${list.map(numberText).join(', ')})`;
const nameOfTier = ([key, name]: readonly [string, string]): string => `${nameText(key)} = ${stringText(name)}`;

function topDoc({ of, prop, each, where, window, k, weight, halfLife }: TopJson): Doc {
  return [
    `top ${numberText(k)} ${nameText(prop)} of ${eventText(of)}`,
    each === undefined ? '' : ` each ${nameText(each)}`,
    weight === undefined ? '' : ` weight ${nameText(weight)}`,
    halfLife === undefined ? '' : ` half-life ${spanText(halfLife.n, halfLife.unit)}`,
    window === undefined ? '' : windowText(window),
    whereDoc(where),
  ];
}

const stageDoc = ({ stage, rule, to }: StageJson): Doc => [
  `stage ${stringText(stage)} when `,
  inBrackets(ruleDoc(rule)),
  to === undefined ? '' : ` next (${to.map(stringText).join(', ')})`,
];
