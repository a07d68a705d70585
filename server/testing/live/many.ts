/** Hundreds of different live tags and segments, the same ones for a seed. */
import type { RuleJson, TagDefinitionJson } from '@danqing/contracts';
import { Draw } from '../packs/draw.ts';
import { amount, anyWindow, families, lastWindow } from './many-rules.ts';

export interface ManySegment {
  readonly key: string;
  readonly rule: RuleJson;
}

export interface ManyTag {
  readonly key: string;
  readonly definition: TagDefinitionJson;
  readonly type?: 'boolean' | 'number' | 'text' | 'date' | 'list';
}

/** What others name: tags that read tags, a segment inside segments. */
const namedTags: readonly ManyTag[] = [
  { key: 'spent', definition: { measure: { did: 'Order Completed', sum: 'revenue', window: { last: 9, unit: 'day' } } } },
  { key: 'often', definition: { measure: { did: 'Order Completed', count: true, window: { last: 30, unit: 'day' } } } },
  { key: 'active', definition: { rule: { did: '*', window: { last: 2, unit: 'day' } } } },
  {
    key: 'tier',
    definition: {
      cases: [
        { rule: { tag: 'spent', op: 'gte', value: 200 }, value: 'gold' },
        { rule: { tag: 'active', op: 'eq', value: true }, value: 'silver' },
      ],
      else: 'none',
    },
  },
];
const base: ManySegment = {
  key: 'base',
  rule: {
    any: [
      { did: 'Order Completed', window: { last: 12, unit: 'day' } },
      { trait: 'city', op: 'eq', value: 'Shanghai' },
    ],
  },
};

/** The families in turn, each as often as the next, no rule twice. */
export function manySegments(seed: number, count: number): readonly ManySegment[] {
  const draw = new Draw(seed);
  const [found, names] = [new Map([[JSON.stringify(base.rule), base]]), Object.keys(families)];
  for (let turn = 0; found.size < count; turn++) {
    const family = names[turn % names.length] ?? '';
    const rule = families[family]?.(draw);
    if (rule === undefined || found.has(JSON.stringify(rule))) continue;
    found.set(JSON.stringify(rule), { key: `${family}_${found.size}`, rule });
  }
  return [...found.values()];
}

const tagForms: Readonly<Record<string, (draw: Draw) => Omit<ManyTag, 'key'>>> = {
  rule: (draw) => ({ definition: { rule: ruleOf(draw) } }),
  edge: (draw) => ({
    definition: { rule: draw.chance(0.5) ? { first: 'Order Completed', window: anyWindow(draw) } : { last: 'Product Viewed', window: anyWindow(draw) } },
  }),
  count: (draw) => ({ definition: { measure: { did: draw.pick(['Order Completed', 'Product Viewed', '*']), count: true, window: anyWindow(draw) } } }),
  sum: (draw) => ({ definition: { measure: { did: 'Order Completed', sum: 'revenue', window: anyWindow(draw) } } }),
  avg: (draw) => ({ definition: { measure: { did: 'Order Completed', avg: 'revenue', window: anyWindow(draw) } } }),
  ends: (draw) => ({
    definition: {
      measure: draw.chance(0.5)
        ? { did: 'Order Completed', min: 'revenue', window: lastWindow(draw) }
        : { did: 'Order Completed', max: 'revenue', window: lastWindow(draw) },
    },
  }),
  unique: (draw) => ({ definition: { measure: { did: 'Order Completed', unique: draw.pick(['category', 'products[].sku']), window: anyWindow(draw) } } }),
  elements: (draw) => ({ definition: { measure: { did: 'Order Completed', each: 'products', sum: 'quantity', window: anyWindow(draw) } } }),
  reckoned: (draw) => ({
    definition: {
      measure: { times: [{ did: 'Order Completed', count: true, window: lastWindow(draw) }, amount(draw)] },
    },
  }),
  onTags: (draw) => ({
    definition: {
      cases: [
        { rule: { tag: 'spent', op: 'gte', value: amount(draw) }, value: 'much' },
        { rule: { all: [{ tag: 'tier', op: 'eq', value: 'silver' }, ruleOf(draw)] }, value: 'some' },
      ],
      else: 'little',
    },
  }),
  cases: (draw) => ({
    definition: {
      cases: [
        { rule: ruleOf(draw), value: 2 },
        { rule: ruleOf(draw), value: 1 },
      ],
    },
  }),
};

function ruleOf(draw: Draw): RuleJson {
  const rule = families[draw.pick(Object.keys(families).filter((name) => name !== 'nested' && name !== 'tag' && name !== 'compare'))]?.(draw);
  if (rule === undefined) throw new Error('no such family');
  return rule;
}

export function manyTags(seed: number, count: number): readonly ManyTag[] {
  const draw = new Draw(seed);
  const found = new Map(namedTags.map((tag) => [JSON.stringify(tag.definition), tag]));
  const copies = [
    ['city', 'text'],
    ['age', 'number'],
    ['signupAt', 'date'],
    ['likes', 'list'],
  ] as const;
  for (const [trait, type] of copies) found.set(trait, { key: `copy_${trait}`, definition: { trait }, type });
  const names = Object.keys(tagForms);
  for (let turn = 0; found.size < count; turn++) {
    const form = names[turn % names.length] ?? '';
    const tag = tagForms[form]?.(draw);
    if (tag === undefined || found.has(JSON.stringify(tag.definition))) continue;
    found.set(JSON.stringify(tag.definition), { key: `${form}_${found.size}`, ...tag });
  }
  return [...found.values()];
}
