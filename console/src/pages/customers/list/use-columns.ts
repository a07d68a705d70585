import type { RuleVocabulary } from '@danqing/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useVocabulary, useSpoken } from '../../../rule/use-vocabulary.ts';

export const groups = ['plain', 'identifiers', 'metrics', 'tags', 'traits'] as const;
type Group = (typeof groups)[number];

interface ColumnOffer {
  /** As the server names it. */
  readonly column: string;
  readonly group: Group;
  readonly name: string;
}

export interface Columns {
  /** Everything that can be shown. */
  readonly offers: readonly ColumnOffer[];
  readonly nameOf: (column: string) => string;
  /** What a metric's column counts in; '' for others. */
  readonly unitOf: (column: string) => string;
  /** What a list shows of which nobody has said anything, from what the data hold. */
  readonly usual: readonly string[];
}

const plain = ['name', 'identifiers', 'lastSeenAt', 'firstSeenAt', 'createdAt', 'eventCount', 'segments', 'id'] as const;
type Plain = (typeof plain)[number];
const isPlain = (column: string): column is Plain => plain.some((name) => name === column);

/** Lists inside traits have no cell of their own. */
const isShowable = (path: string): boolean => !path.includes('[]');

const cities = ['city', 'address.city', '城市'];

function usualOf(vocabulary: RuleVocabulary): readonly string[] {
  const city = cities.find((path) => vocabulary.traits.some((trait) => trait.path === path));
  const sells = vocabulary.events.some(({ name }) => name === 'Order Completed');
  return [
    'name',
    'identifiers',
    ...(city === undefined ? [] : [`traits.${city}`]),
    ...(sells ? ['metrics.orders', 'metrics.net_sales'] : ['eventCount']),
    'lastSeenAt',
    'createdAt',
  ];
}

/** A metric’s name begins a heading: Net sales. */
const heading = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The columns that a list of customers may have, with the names that people gave to things. */
export function useColumns(): Columns {
  const { t } = useTranslation('views');
  const vocabulary = useVocabulary();
  const { names } = useSpoken();
  const fields = useFieldNames();
  const identifierName = (kind: string): string => (names.identifier(kind) === kind ? fields.kind(kind) : names.identifier(kind));
  // A phone number is an identifier and a trait at once: one of the two columns says which it is.
  const identifierNames = new Set(vocabulary.identifiers.map(({ kind }) => identifierName(kind)));
  const nameOf = (column: string): string => {
    if (isPlain(column)) return t(`columns.${column}`);
    const dot = column.indexOf('.');
    const [kind, of] = [column.slice(0, dot), column.slice(dot + 1)];
    if (kind === 'metrics') return heading(names.metric(of));
    if (kind === 'tags') return names.tag(of);
    if (kind === 'identifiers') return identifierName(of);
    const said = names.trait(of) === of ? fields.trait(of) : names.trait(of);
    return identifierNames.has(said) ? t('asTrait', { name: said }) : said;
  };
  const columns = [
    ...plain.map((column) => ({ column, group: 'plain' as const })),
    ...vocabulary.identifiers.map(({ kind }) => ({ column: `identifiers.${kind}`, group: 'identifiers' as const })),
    ...vocabulary.metrics.map(({ key }) => ({ column: `metrics.${key}`, group: 'metrics' as const })),
    ...vocabulary.tags.flatMap(({ key, fields: parts }) =>
      (parts.length === 0 ? [key] : parts.map((part) => `${key}.${part}`)).map((name) => ({ column: `tags.${name}`, group: 'tags' as const })),
    ),
    ...vocabulary.traits.filter(({ path }) => isShowable(path)).map(({ path }) => ({ column: `traits.${path}`, group: 'traits' as const })),
  ];
  const usual = useMemo(() => usualOf(vocabulary), [vocabulary]);
  return {
    offers: columns.map(({ column, group }) => ({ column, group, name: nameOf(column) })),
    nameOf,
    unitOf: (column) => vocabulary.metrics.find(({ key }) => `metrics.${key}` === column)?.unit ?? '',
    usual,
  };
}
