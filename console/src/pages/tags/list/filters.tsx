import type { TagList } from '@danqing/contracts';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormats } from '../../../parts/format.ts';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { type FilterName, filterNames, valuesOf } from './filter-state.ts';

type Facets = TagList['facets'];
const values = {
  kind: ['fact', 'analytic', 'predictive', 'manual'],
  type: ['boolean', 'number', 'text', 'date', 'list'],
  refresh: ['live', 'hourly', 'daily', 'manual'],
  state: ['ready', 'pending', 'computing', 'failed', 'stopped'],
} as const;
const sorts = ['category', 'name', 'coverage', 'computed', 'updated'] as const;

function Several({ name, facets }: { readonly name: FilterName; readonly facets: Facets | undefined }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const [chosen, setChosen] = useUrlState(name);
  const words: Readonly<Record<string, string>> = {
    kind: t('kinds', { returnObjects: true }),
    type: t('types', { returnObjects: true }),
    refresh: t('refreshes', { returnObjects: true }),
    state: t('states', { returnObjects: true }),
  }[name];
  return (
    <Select<string[]>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      aria-label={t(`columns.${name}`)}
      placeholder={t(`columns.${name}`)}
      value={valuesOf(chosen)}
      onChange={(next) => setChosen(next.join(','))}
      options={values[name].map((value) => ({ value, label: `${words[value] ?? value} · ${formats.number(facets?.[name][value] ?? 0)}` }))}
      popupMatchSelectWidth={false}
      style={{ flex: '0 1 140px', minWidth: 104 }}
    />
  );
}

/** What one looks for; everything of it stands in the address. */
export function Filters({ facets, isFiltered }: { readonly facets: Facets | undefined; readonly isFiltered: boolean }) {
  const { t } = useTranslation('tags');
  const [text, setText] = useUrlState('q');
  const [owner, setOwner] = useUrlState('owner');
  const [sort, setSort] = useUrlState('sort', 'category');
  const [, setParameters] = useSearchParams();
  const owners = Object.keys(facets?.owner ?? {}).filter((name) => name !== '');
  return (
    <Flex wrap gap={8} style={{ marginBottom: 12 }}>
      <SearchBox text={text} onText={setText} label={t('search')} hint={t('searchHint')} style={{ flex: '1 1 220px', maxWidth: 360 }} />
      {filterNames.map((name) => (
        <Several key={name} name={name} facets={facets} />
      ))}
      {(owners.length > 0 || owner !== '') && (
        <Select<string>
          allowClear
          showSearch
          aria-label={t('columns.owner')}
          placeholder={t('anyOwner')}
          {...(owner !== '' && { value: owner })}
          onChange={(next) => setOwner(next ?? null)}
          options={owners.map((name) => ({ value: name, label: name }))}
          style={{ flex: '0 1 140px', minWidth: 104 }}
        />
      )}
      <Select<string>
        aria-label={t('sort')}
        value={sort}
        onChange={(next) => setSort(next)}
        options={sorts.map((name) => ({ value: name, label: t(`sorts.${name}`) }))}
        popupMatchSelectWidth={false}
        style={{ flex: '0 1 auto', minWidth: 110 }}
      />
      {isFiltered && <Button onClick={() => setParameters({}, { replace: true })}>{t('clearFilters')}</Button>}
    </Flex>
  );
}
