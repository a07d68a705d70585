import type { RuleVocabulary } from '@danqing/contracts';
import { axisOf, type Axis, levelOf, type Model } from './model.ts';

export const templateKeys = ['value', 'lifecycle', 'rfm', 'grid', 'newOld', 'blank'] as const;
export type TemplateKey = (typeof templateKeys)[number];

/** Names of parts in the reader's language. */
export type TemplateWords = Readonly<Record<`${TemplateKey}Name` | `${TemplateKey}Hint`, string>> & { readonly parts: Readonly<Record<string, string>> };

const rfmTiers = [
  'important_value',
  'important_keep',
  'important_develop',
  'important_retain',
  'general_value',
  'general_keep',
  'general_develop',
  'general_retain',
] as const;
/** How tags call the tiers: in Chinese, in English, or by their keys. */
const rfmSpellings: readonly (readonly string[])[] = [
  ['重要价值客户', '重要保持客户', '重要发展客户', '重要挽留客户', '一般价值客户', '一般保持客户', '一般发展客户', '一般挽留客户'],
  [
    'Important value',
    'Important to keep',
    'Important to develop',
    'Important to win back',
    'General value',
    'General to keep',
    'General to develop',
    'General to win back',
  ],
  rfmTiers,
];

/** The tag that gives everybody an RFM tier, if there is one. */
export const rfmTag = ({ tags }: RuleVocabulary): string | undefined => tags.find(({ fields }) => fields.includes('tier') && fields.includes('r'))?.key;

const bought = (last: number) => ({ did: 'Order Completed', window: { last, unit: 'day' as const } }) as const;
const boughtEver = { did: 'Order Completed' } as const;
const firstBought = (last: number) => ({ first: 'Order Completed', window: { last, unit: 'day' as const } }) as const;

/** The tiers of an RFM tag as rules name them, and the values it has. */
export interface RfmTag {
  readonly path: string;
  readonly values: readonly string[];
}

/** A scheme to start from; everything in it can be changed. */
export function templateOf(key: TemplateKey, words: TemplateWords, rfm: RfmTag): Model {
  const name = (part: string): string => words.parts[part] ?? part;
  const base = {
    name: key === 'blank' ? '' : words[`${key}Name`],
    description: key === 'blank' ? '' : words[`${key}Hint`],
    owner: '',
    refresh: '' as const,
    isGrid: false,
    columns: axisOf('tiers', [levelOf(''), levelOf('')]),
    cells: {},
  };
  const valueTiers = (): Axis =>
    axisOf(
      'tiers',
      ['low', 'middle', 'high'].map((part) => levelOf(name(part))),
      { shares: [20, 60, 20] },
    );
  switch (key) {
    case 'value':
      return { ...base, rows: valueTiers() };
    case 'lifecycle': {
      const levels = [
        levelOf(name('new'), { rule: firstBought(30) }),
        levelOf(name('active'), { rule: bought(90) }),
        levelOf(name('sleeping'), { rule: bought(180) }),
        levelOf(name('lost'), { rule: boughtEver }),
        levelOf(name('potential'), { rule: { not: boughtEver } }),
      ];
      return { ...base, rows: axisOf('rules', levels) };
    }
    case 'rfm': {
      const spelling = rfmSpellings.find((names) => rfm.values.some((value) => names.includes(value))) ?? rfmTiers;
      const levels = rfmTiers.map((tier, index) => levelOf(name(tier), { values: [spelling[index] ?? tier] }));
      return { ...base, rows: axisOf('values', levels, { tag: rfm.path }) };
    }
    case 'grid': {
      const columns = axisOf(
        'tiers',
        ['recent', 'quiet', 'away'].map((part) => levelOf(name(part))),
        {
          by: { metric: 'days_since_last_order' },
          method: 'cuts',
          cuts: [30, 90],
        },
      );
      return { ...base, isGrid: true, rows: valueTiers(), columns };
    }
    case 'newOld':
      return {
        ...base,
        rows: axisOf('rules', [levelOf(name('new'), { rule: firstBought(30) }), levelOf(name('old'), { rule: boughtEver })]),
      };
    case 'blank':
      return { ...base, rows: axisOf('rules', [levelOf('')]) };
  }
}
